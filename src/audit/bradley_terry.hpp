#pragma once
// Ratings from pairwise battles (Bradley and Terry 1952), by maximum likelihood.

#include <Eigen/Core>
#include <optional>

namespace gapcalc::audit {

/// The strengths, in logits, that make the battles likeliest; `wins(i, j)` are those of i over j, whole numbers. The
/// first `n_anchors` have mean 0. Empty where one has won or lost every battle, so that there is no maximum.
std::optional<Eigen::VectorXd> strengths(const Eigen::MatrixXd& wins, Eigen::Index n_anchors);

}  // namespace gapcalc::audit
