using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>A settled run as Distribution told it: what it was computed from, and what it came to.</summary>
/// <param name="RunId">Stream of the run.</param>
/// <param name="AgreementVersion">Version whose terms were applied.</param>
/// <param name="DocumentHash">Its signed document.</param>
/// <param name="Pool">What was shared.</param>
/// <param name="ReserveOpening">Reserve before the run.</param>
/// <param name="Accepted">Accepted values as used, per party and effective day.</param>
/// <param name="Claims">Cost claims as used.</param>
/// <param name="ReserveFunded">What was put into the reserve.</param>
/// <param name="Shares">Benefit share per party.</param>
/// <param name="Coalition">Parties among which it was shared; null: all participants.</param>
/// <param name="Carried">What the settlement before left unpaid; null when nothing.</param>
/// <param name="Scores">Performance scores by party; null when none.</param>
/// <param name="GameValues">Game values by party; null when none.</param>
public sealed record SettledRun(
    Guid RunId, int AgreementVersion, string DocumentHash, Money Pool, Money ReserveOpening, IReadOnlyList<DatedContribution> Accepted,
    IReadOnlyList<CostClaim> Claims, Money ReserveFunded, IReadOnlyList<SettledShare> Shares, IReadOnlyList<string>? Coalition = null,
    WaterfallCarry? Carried = null, IReadOnlyDictionary<string, Rational>? Scores = null, IReadOnlyDictionary<string, Rational>? GameValues = null);

/// <summary>What a party got of a settled pool.</summary>
public sealed record SettledShare(string Party, Money Share);
