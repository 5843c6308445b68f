using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;

namespace Ledger.Agreements.Tests;

/// <summary>The machine builder E1, its group and its papers.</summary>
internal static class IncentiveSamples
{
    public static readonly Guid Id = Guid.Parse("0198f000-0000-7000-8000-0000000000e1");
    public static readonly DateTimeOffset At = new(2026, 3, 1, 3, 4, 5, TimeSpan.Zero);
    public static readonly Actor E1 = new("tax@E1", "E1");
    public static readonly Currency Cny = Currency.Of("CNY");
    public static readonly IncentiveEvidence Papers = new(Hash('1'), Hash('2'), Hash('3'), Hash('4'));

    public static readonly IncentiveParameters Policy = new(
        Rational.Parse("0.30"),
        new Dictionary<string, CreditTreatment>
        {
            ["training-base"] = CreditTreatment.Eligible, ["own-equipment"] = CreditTreatment.AskTaxOffice, ["hospitality"] = CreditTreatment.NotEligible,
        },
        "Notice [2019] 46, article 3", SourceMark.Found);

    public static readonly IncentiveYearOpened Opened2024 = new("E1", 2024, Cny, Policy, Money.Zero(Cny), E1, At);
    public static readonly IncentiveYearOpened Opened2025 = new("E1", 2025, Cny, Policy, Money.Zero(Cny), E1, At);
    public static readonly IncentiveListingStated Listed = new("E1", new IncentiveListing(new DateOnly(2024, 1, 1), Hash('a')), null, E1, At);

    /// <summary>Golden case T0, year 1: 1,000,000.00 spent.</summary>
    public static readonly IncentiveItem Million = new(
        "I1", "training-base", CreditTreatment.Eligible, CreditBasis.Spending, "INV-001", new DateOnly(2024, 5, 20), Yuan("1000000.00"), "E1",
        Yuan("1000000.00"), "taihu-2025", Papers, new DateOnly(2024, 6, 1), new DateOnly(2024, 6, 15));

    public static string Hash(char digit) => new(digit, 64);

    public static Money Yuan(string amount) => Money.Parse(amount, Cny);

    public static IncentiveItemEntered Entered(IncentiveItem item, int year = 2024) => new(year, item, E1, At);

    public static IncentiveDueStated Due(int year, string education, string local) =>
        new(year, new IncentiveDue(Yuan(education), Yuan(local)), null, E1, At);

    public static Given<IncentiveFile> Given(params object[] facts) => GivenWhenThen.Given(IncentiveFile.None(Id), IncentiveDecider.Evolve, facts);

    public static IncentiveFile Folded(params object[] facts) => Given(facts).State;

    public static Func<IncentiveFile, Decision> Decide(IncentiveCommand command) => state => IncentiveDecider.Decide(state, command);

    public static Func<IncentiveFile, Decision> Enter(IncentiveItem item, int year = 2024) => Decide(new EnterIncentiveItem(year, item, "E1", E1, At));

    public static Func<IncentiveFile, Decision> Close(int year, DateTimeOffset? at = null) => Decide(new CloseIncentiveYear(year, "E1", E1, at ?? At));

    /// <summary>The state after a year was closed.</summary>
    public static object[] Closed(int year, params object[] facts) => [.. facts, .. Given(facts).When(Close(year)).Decision.Facts];
}
