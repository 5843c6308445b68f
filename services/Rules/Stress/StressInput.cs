namespace Ledger.Rules;

/// <summary>A risk that may strike within the period.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Likelihood">Chance of each possible strike; 0 to 1, at most six decimal places.</param>
/// <param name="Strikes">How often it can strike; from 1.</param>
/// <param name="Least">Smallest loss of a strike; at least 0.</param>
/// <param name="Likely">Most likely loss; between the two.</param>
/// <param name="Most">Largest loss.</param>
public sealed record StressedRisk(string Id, Rational Likelihood, int Strikes, Money Least, Money Likely, Money Most);

/// <summary>What the reserve has and may pay.</summary>
/// <param name="Opening">Balance at the beginning; at least 0.</param>
/// <param name="Funding">Paid in during the period; at least 0.</param>
/// <param name="Limit">The most that it pays in the period; at least 0.</param>
public sealed record StressedReserve(Money Opening, Money Funding, Money Limit);

/// <summary>Inputs of <see cref="RiskStress"/>; amounts in one currency.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Seed">Starts the generator; at least 0.</param>
/// <param name="Trials">How many periods are tried; from 1.</param>
/// <param name="Reserve">The reserve.</param>
/// <param name="Retention">Of each loss, what stays with the sufferers; at least 0.</param>
/// <param name="Risks">In the order in which they are drawn.</param>
public sealed record StressInput(Currency Currency, int Seed, int Trials, StressedReserve Reserve, Money Retention, IReadOnlyList<StressedRisk> Risks);

/// <summary>How one amount came out over all trials. Percentiles are by nearest rank: amounts that occurred, never interpolated.</summary>
/// <param name="Mean">Half-up to the smallest unit.</param>
/// <param name="Least">Smallest.</param>
/// <param name="P5">Not above it in 5% of the trials.</param>
/// <param name="P50">Median.</param>
/// <param name="P75">Three quarters.</param>
/// <param name="P90">Nine tenths.</param>
/// <param name="P95">19 of 20.</param>
/// <param name="P99">99 of 100.</param>
/// <param name="Most">Largest.</param>
public sealed record StressSpread(Money Mean, Money Least, Money P5, Money P50, Money P75, Money P90, Money P95, Money P99, Money Most);

/// <summary>Trials whose total loss lies in a range.</summary>
/// <param name="From">First amount of the range.</param>
/// <param name="To">Last amount of the range.</param>
/// <param name="Trials">How many.</param>
public sealed record StressBin(Money From, Money To, int Trials);

/// <summary>What one risk did over all trials.</summary>
/// <param name="Id">The risk.</param>
/// <param name="Strikes">How often it struck.</param>
/// <param name="Mean">Its loss per trial, half-up to the smallest unit.</param>
public sealed record StressedShare(string Id, int Strikes, Money Mean);

/// <summary>Figures of <see cref="RiskStress"/>.</summary>
/// <param name="Generator">"SplitMix64".</param>
/// <param name="Seed">As given.</param>
/// <param name="Trials">As given.</param>
/// <param name="Loss">All losses of a trial.</param>
/// <param name="Retained">Of it, retention.</param>
/// <param name="ReservePays">Of it, paid by the reserve.</param>
/// <param name="Parties">Of it, left to the parties' key.</param>
/// <param name="ReserveClosing">What the reserve holds at the end.</param>
/// <param name="Exhausted">Trials in which something was left to the parties.</param>
/// <param name="ChanceExhausted">The same as a share of the trials.</param>
/// <param name="Bins">Total loss, in ranges of equal width.</param>
/// <param name="Risks">In the order given.</param>
public sealed record StressFigures(
    string Generator, int Seed, int Trials, StressSpread Loss, StressSpread Retained, StressSpread ReservePays, StressSpread Parties,
    StressSpread ReserveClosing, int Exhausted, Rational ChanceExhausted, IReadOnlyList<StressBin> Bins, IReadOnlyList<StressedShare> Risks) : Figures;
