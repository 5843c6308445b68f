namespace Ledger.Rules;

/// <summary>
/// Every limit of this library in one place. They bound the work a hostile or careless input can cause; each has a test
/// that goes past it.
/// </summary>
public static class RuleLimits
{
    /// <summary>Longest text of one exact number ("0.05", "2/3"), in characters.</summary>
    public const int NumberText = 100;

    /// <summary>Longest ordinary text (a name, a title), in characters.</summary>
    public const int Text = 500;

    /// <summary>Longest identifier or reference, in characters.</summary>
    public const int Identifier = 64;

    /// <summary>Most members of a list or map in a rule's inputs (comparables, quotes, claims).</summary>
    public const int Items = 500;

    /// <summary>Most parties of one consortium.</summary>
    public const int Parties = 1_000;

    /// <summary>Most players of a cooperative game, whose coalitions are many more.</summary>
    public const int Players = 200;

    /// <summary>Parties up to which every round of water-filling is shown for each; of more, who reaches its cap, and where the rest end.</summary>
    public const int FillShown = 200;

    /// <summary>Most payments that one allocation of a loss can come to: sufferers times bearers.</summary>
    public const int LossPayments = 100_000;

    /// <summary>Longest texts of all numbers of one map together, in characters: sums of long fractions grow with all of them.</summary>
    public const int WeightsText = 20_000;

    /// <summary>Most years of a revenue forecast.</summary>
    public const int ForecastYears = 100;

    /// <summary>Largest denominator of an exponent: a hundred years counted in months.</summary>
    public const int ExponentDenominator = 1200;

    /// <summary>Largest numerator of an exponent.</summary>
    public const int ExponentNumerator = 100_000;

    /// <summary>Decimal places kept of a root or power that has no exact value, before the result is rounded to money.</summary>
    public const int PowerDigits = 40;

    /// <summary>Decimal places of a remainder in a result's notes, so that stored results stay readable whatever the inputs.</summary>
    public const int RemainderDigits = 12;

    /// <summary>Most problems reported for one document; after them reading goes on but says no more.</summary>
    public const int Problems = 100;

    /// <summary>Longest objection window an agreement may set.</summary>
    public static readonly TimeSpan ObjectionWindow = TimeSpan.FromDays(366);

    /// <summary>Most decimal places to which the intermediates of a calculation may be rounded.</summary>
    public const int IntermediatePlaces = 12;

    /// <summary>Most tiers of one waterfall, and most priority classes of one tier.</summary>
    public const int Tiers = 20;

    /// <summary>Most dated contributions, repayments or peer gifts in one document of inputs; typed inputs have no limit.</summary>
    public const int DatedContributions = 10_000;

    /// <summary>Most claimants of a division by random arrival, whose exact shares need every subset of them.</summary>
    public const int ArrivalClaimants = 20;

    /// <summary>Most members of a mutual whose losses are enumerated.</summary>
    public const int MutualMembers = 50;

    /// <summary>Most different totals that are enumerated for a mutual.</summary>
    public const int MutualTotals = 500;

    /// <summary>Most entries of a list of an agreement's terms (responsibilities, commitments, instalments, readers, remedies).</summary>
    public const int AgreementList = 200;

    /// <summary>Longest time an agreement's terms may state in days: a hundred years.</summary>
    public const int TermDays = 36_525;

    /// <summary>Longest time an agreement's terms may state in months or years.</summary>
    public const int TermMonths = 1_200;

    /// <summary>Most test vectors in one agreement.</summary>
    public const int AgreementVectors = 50;

    /// <summary>Most items of an audited population in one document.</summary>
    public const int AuditItems = 100_000;

    /// <summary>Most strata of a stratified sample.</summary>
    public const int AuditStrata = 20;

    /// <summary>Fewest amounts about whose first digits something can be said.</summary>
    public const int BenfordLeast = 300;

    /// <summary>Fewest items of which the share of round amounts says something.</summary>
    public const int RoundLeast = 50;

    /// <summary>Fewest hex digits of a nonce: 128 bits, which nobody tries out.</summary>
    public const int NonceLeast = 32;

    /// <summary>Most hex digits of a nonce.</summary>
    public const int NonceMost = 128;

    /// <summary>Longest id of a person or case in sealed inputs, in characters.</summary>
    public const int PersonId = 120;

    /// <summary>Most draws of an appraiser in one case.</summary>
    public const int DrawRounds = 1_000;

    /// <summary>Most quotes of one invitation.</summary>
    public const int SealedQuotes = 50;

    /// <summary>Most values of one region policy profile.</summary>
    public const int ProfileValues = 500;

    /// <summary>Most indicators of one catalogue.</summary>
    public const int Indicators = 500;

    /// <summary>Most risks of one stress.</summary>
    public const int StressRisks = 200;

    /// <summary>Most times one risk can strike in a period.</summary>
    public const int StressStrikes = 12;

    /// <summary>Most trials of one stress.</summary>
    public const int StressTrials = 100_000;

    /// <summary>Most possible strikes of all trials together.</summary>
    public const int StressDraws = 2_000_000;

    /// <summary>Ranges into which the total loss of a stress is counted.</summary>
    public const int StressBins = 20;
}
