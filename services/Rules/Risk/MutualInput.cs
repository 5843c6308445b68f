using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>How members of a mutual share a total loss s.</summary>
[JsonConverter(typeof(KebabCaseEnum<MutualRule>))]
public enum MutualRule
{
    /// <summary>Each s / n.</summary>
    Uniform,

    /// <summary>By expected loss: s * E[Xi] / E[S].</summary>
    MeanProportional,

    /// <summary>Linear regression: E[Xi] + Cov(Xi, S) / Var(S) * (s - E[S]); may be negative.</summary>
    CovarianceLinear,

    /// <summary>E[Xi | S = s].</summary>
    ConditionalMean,
}

/// <summary>A loss a member may have.</summary>
/// <param name="Loss">At least 0.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record LossOutcome(Rational Loss, Rational Probability);

/// <summary>One state of the world: what every member loses in it.</summary>
/// <param name="Probability">0 to 1.</param>
/// <param name="Losses">Of every member; at least 0.</param>
public sealed record LossScenario(Rational Probability, IReadOnlyDictionary<string, Rational> Losses);

/// <summary>Inputs of <see cref="MutualSharing"/>. Exactly one of independent, scenarios and poisson.</summary>
/// <param name="Rule">How the total is shared.</param>
/// <param name="Independent">Member to the distribution of its loss; the losses are independent.</param>
/// <param name="Scenarios">Joint distribution, for losses that depend on each other.</param>
/// <param name="Poisson">Member to the mean of its independent Poisson loss; needs <paramref name="Total"/>.</param>
/// <param name="Total">The total to share with Poisson losses; whole, at least 0.</param>
/// <param name="Currency">Of the realised losses; given exactly when they are.</param>
/// <param name="Realised">What each member really lost, to be shared in money; or empty.</param>
public sealed record MutualSharingInput(
    MutualRule Rule,
    IReadOnlyDictionary<string, IReadOnlyList<LossOutcome>> Independent,
    IReadOnlyList<LossScenario> Scenarios,
    IReadOnlyDictionary<string, Rational> Poisson,
    Rational? Total,
    Currency? Currency,
    IReadOnlyDictionary<string, Money> Realised);

/// <summary>How one total loss is shared.</summary>
/// <param name="Total">The total loss s.</param>
/// <param name="Probability">P(S = s), exact; null with Poisson losses, where it is no fraction.</param>
/// <param name="Shares">Per member, exact; sum to the total.</param>
public sealed record MutualRow(Rational Total, Rational? Probability, IReadOnlyDictionary<string, Rational> Shares);

/// <summary>Figures of <see cref="MutualSharing"/>.</summary>
/// <param name="Rule">As given.</param>
/// <param name="Means">Expected loss of each member.</param>
/// <param name="ExpectedShares">Expected share of each member: its mean, except under the uniform rule.</param>
/// <param name="Rows">By total, ascending.</param>
/// <param name="NegativeShares">Whether some share is negative: a member would be paid for others' luck (covariance-linear only).</param>
/// <param name="Contributions">Share of the realised total, in money, by largest remainder; null without realised losses.</param>
/// <param name="Pays">Contribution less own loss: what a member pays into the mutual, or receives when negative.</param>
public sealed record MutualSharingFigures(
    MutualRule Rule,
    IReadOnlyDictionary<string, Rational> Means,
    IReadOnlyDictionary<string, Rational> ExpectedShares,
    IReadOnlyList<MutualRow> Rows,
    bool NegativeShares,
    IReadOnlyDictionary<string, Money>? Contributions = null,
    IReadOnlyDictionary<string, Money>? Pays = null) : Figures;
