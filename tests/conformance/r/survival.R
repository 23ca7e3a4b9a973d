# Rscript survival.R IN OUT CONFIDENCE TAU: IN holds sample,time,event,weight. Writes, per sample, a row for each event
# time, and one for median and restricted mean.
library(survival)
args <- commandArgs(TRUE)
level <- as.numeric(args[3])
tau <- as.numeric(args[4])
show <- function(x) ifelse(is.na(x), "", format(x, digits = 17, trim = TRUE))
out <- file(args[2], "w")
for (one in split(read.csv(args[1]), ~sample)) {
  fit <- survfit(Surv(time, event) ~ 1, data = one, weights = weight, conf.type = "log-log", conf.int = level)
  s <- summary(fit)
  for (i in seq_along(s$time))
    writeLines(paste(one$sample[1], "step", show(s$time[i]), show(s$surv[i]), show(s$std.err[i]), show(s$lower[i]),
                     show(s$upper[i]), sep = ","), out)
  q <- quantile(fit, 0.5)
  # R refuses a restriction before the first time.
  m <- if (tau < min(fit$time)) c("rmean" = NA, "se(rmean)" = NA) else summary(fit, rmean = tau)$table
  writeLines(paste(one$sample[1], "whole", show(q$quantile), show(q$lower), show(q$upper), show(m["rmean"]),
                   show(m["se(rmean)"]), sep = ","), out)
}
close(out)
