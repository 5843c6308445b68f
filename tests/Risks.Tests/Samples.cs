using System.Text.Json;
using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;

namespace Ledger.Risks.Tests;

/// <summary>Sample A's risk events and the people who deal with them.</summary>
internal static class Samples
{
    public static readonly Guid Id = Guid.Parse("0198f000-0000-5000-8000-00000000e001");
    public static readonly Guid DrawStream = Guid.Parse("0198f000-0000-5000-8000-00000000f001");
    public static readonly Guid SpanStream = Guid.Parse("0198f000-0000-5000-8000-00000000f002");
    public static readonly Currency Cny = Currency.Of("CNY");
    public static readonly Actor Reporter = new("zhao", "E2");
    public static readonly Actor Officer = new("wang", "S");
    public static readonly Actor Approver = new("sun", "G");
    public static readonly DateTimeOffset At = new(2026, 1, 10, 2, 0, 0, TimeSpan.Zero);
    public static readonly Citation Acceptance = new(Guid.Parse("0198f000-0000-7000-8000-00000000b001"), new string('b', 64));

    private const string OneCategory = """categories":[{"id":"production-disruption","method":"risk.disruption"}]""";

    private const string AllCategories =
        """categories":[{"id":"production-disruption","method":"risk.disruption"},{"id":"knowledge-obsolescence","method":"risk.obsolescence"},{"id":"skills-mismatch","method":"risk.placement"}]""";

    /// <summary>The agreement of Sample A with its three categories.</summary>
    public static AdoptedAgreement Agreement { get; } = TaihuAgreement.Adopt(TaihuAgreement.Json((OneCategory, AllCategories)));

    public static AgreementDocument Document => Agreement.Document!;

    public static JsonElement DisruptionInputs { get; } = JsonElement.Parse(
        """
        {"lostHours":"40","marginPerHour":"150","scrap":{"quantity":"20","unitCost":"150"},"salvage":"500.00","timeExcessHours":"8","insurance":"2000.00"}
        """);

    public static RiskReport Report { get; } = new(
        "R1-disruption", TaihuAgreement.Id, "production-disruption", new Text("A production cell stopped", "生产单元停机"), null,
        new DateOnly(2025, 6, 16), Shares(("E2", "1")));

    public static ReportRiskEvent ReportIt { get; } = new(Report, Agreement, Reporter, At);

    public static RiskEventReported Reported { get; } = new(
        Report, 1, "risk.disruption", Cny, Agreement.Source!, Reporter, At);

    public static MeasureLoss Measure { get; } = new("risk.disruption", null, DisruptionInputs, Knows(Document), Officer, At.AddHours(1));

    /// <summary>The loss of 5,300.00 of Sample A.</summary>
    public static LossMeasured Measured { get; } = (LossMeasured)RiskEventDecider.Decide(
        RiskEventDecider.Evolve(RiskEvent.None(Id), Reported), Measure).Facts.Single();

    public static string MeasuredHash { get; } = PayloadHash.Of(Measured);

    public static AllocateLoss Allocate { get; } = new(
        MeasuredHash, MeasuredHash, Document, new ReserveStanding(null, 0, DrawStream), [], Approver, At.AddHours(2));

    public static LossAllocated Allocated { get; } = (LossAllocated)RiskEventDecider.Decide(Given(Reported, Measured).State, Allocate).Facts.Single();

    /// <summary>What a measurement must know: by default there is no other event, and nothing in the register.</summary>
    public static MeasureContext Knows(AgreementDocument? agreement, Money? limit = null, params MeasuredSpanRecorded[] others) =>
        new(agreement, limit, others, others.Length, SpanStream);

    public static Given<RiskEvent> Given(params object[] facts) => GivenWhenThen.Given(RiskEvent.None(Id), RiskEventDecider.Evolve, facts);

    public static Money Yuan(string amount) => Money.Parse(amount, Cny);

    public static IReadOnlyDictionary<string, Rational> Shares(params (string Party, string Weight)[] shares) =>
        shares.ToDictionary(share => share.Party, share => Rational.Parse(share.Weight), StringComparer.Ordinal);

    /// <summary>Sample A's agreement with another allocation policy.</summary>
    public static AdoptedAgreement With(string allocation) => TaihuAgreement.Adopt(TaihuAgreement.Json(
        (OneCategory, AllCategories), ("""retention":"0.00","reserveLimit":"60000.00","key":{"E1":"1/3","E2":"1/3","S":"1/3"},"excess":"stays"}""", allocation)));

    /// <summary>The loss of an event, measured as so many lost hours at 1 yuan.</summary>
    public static LossMeasured Lost(RiskEventReported reported, string yuan) => (LossMeasured)RiskEventDecider.Decide(
        RiskEventDecider.Evolve(RiskEvent.None(Id), reported),
        new MeasureLoss("risk.disruption", null, JsonElement.Parse($$"""{"lostHours":"{{yuan}}","marginPerHour":"1"}"""), Knows(Document), Officer, At)).Facts.Single();

    /// <summary>An allocation of what was measured, with the standing of the reserve.</summary>
    public static AllocateLoss AllocationOf(LossMeasured measured, AgreementDocument agreement, Money? committed = null, int lastNo = 0, params AcceptedBasis[] accepted) =>
        new(PayloadHash.Of(measured), PayloadHash.Of(measured), agreement, new ReserveStanding(committed, lastNo, DrawStream), accepted, Approver, At);
}
