using System.Text.Json;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Contracts.Tests;

/// <summary>One instance of every contract; its bytes on the wire stand in <c>Golden/topic.json</c>, written by hand.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<Type, object> ByType { get; } = new object[]
    {
        new V1.AgreementActivated(
            Id(1), "taihu-2025", 1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            Json("""{"agreementId":"taihu-2025","version":1,"title":{"en":"Taihu \"base\" <1>","zh":"太湖 & 基地"},"parties":[]}"""),
            Json("""{"profileId":"cn","profileVersion":1,"values":{"valuation.minEvidence.donated-equipment":{"value":3,"origin":{"id":"cn","version":1},"mark":"own-design"},"taxCredit.carryForwardYears":{"value":null}}}""")),
        new V1.ContributionVerified(
            Id(2), "E1-machine", "taihu-2025", 1, "E1", "donated-equipment", "Machining centre", "加工中心", Cny("1200000.00"),
            new DateOnly(2025, 3, 1), "lasting", new DateOnly(2027, 12, 31), false),
        new V1.ValueAccepted(
            Id(3), Id(2), "E1-machine", "taihu-2025", 1, "E1", "donated-equipment", Cny("1200000.00"), Cny("840000.00"),
            "market.comparables", 1, new DateOnly(2025, 3, 1), false),
        new V1.ValueReplaced(
            Id(3), Id(2), "E1-machine", "taihu-2025", 1, "E1", "donated-equipment", 2, Cny("840000.00"), Cny("820000.00"), Cny("-20000.00"),
            "appraisal.three-appraiser", 1, new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 1), new DateOnly(2026, 2, 1), "challenge",
            "challenge-1", "Decided by two appraisals", "由两份评估裁定"),
        new V1.LossAllocated(
            Id(4), "R1", "taihu-2025", 1, "production-disruption", new DateOnly(2025, 6, 10), Cny("15300.00"),
            [new V1.LossPayment("reserve", "E2", Cny("15300.00"))],
            new V1.AllocationBasis(
                [new V1.SuffererWeight("E2", "1/3")], Cny("60000.00"), [new V1.AcceptedByParty("E1", Cny("840000.00"))],
                new V1.AllocationFault("E1", "negligence", "1/2")), 2),
        new V1.LossRecovered(
            Id(4), "R1", 1, 1, "policy-7", "taihu-2025", 1, "production-disruption", new DateOnly(2025, 6, 10), new DateOnly(2026, 3, 2), "E2",
            Cny("3000.00"), Cny("12300.00"), [new V1.LossPayment("E2", "reserve", Cny("3000.00"))]),
        new V1.LossAllocationReversed(
            Id(4), "R1", 1, "taihu-2025", 1, "production-disruption", new DateOnly(2025, 6, 10), new DateOnly(2026, 4, 1), "dispute-upheld",
            "The scrap was counted twice", "废品重复计算",
            [new V1.LossPayment("E2", "reserve", Cny("15300.00")), new V1.LossPayment("reserve", "E2", Cny("3000.00"))], [1]),
        new V1.ReserveReplenishmentCalled(
            Id(7), "taihu-2025", 1, 1, new DateOnly(2026, 5, 4), Cny("60000.00"), Cny("25300.00"),
            [new V1.LossPayment("E1", "reserve", Cny("12650.00")), new V1.LossPayment("E2", "reserve", Cny("12650.00"))]),
        new V1.LossDisputed(Id(4), "R1", 1, 1, "taihu-2025", "E1", new DateOnly(2026, 3, 20)),
        new V1.LossDisputeSettled(Id(4), "R1", 1, 1, "taihu-2025", "upheld", new DateOnly(2026, 4, 1)),
        new V1.DistributionSettled(
            Id(5), Id(6), "2025", "taihu-2025", new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), Cny("60000.00"), Cny("25300.00"),
            Cny("34700.00"),
            [new V1.SettledLine("E1", Cny("252995.31"), Cny("262995.31")), new V1.SettledLine("S", Cny("196835.61"), Cny("196835.61"))],
            new V1.SettledBasis(
                1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", Cny("600000.00"), Cny("0.00"),
                [new V1.AcceptedOnDay("E1", new DateOnly(2025, 3, 1), Cny("840000.00"))],
                [new V1.SettledClaim("S-cost", "S", Cny("90000.00"))]),
            Cny("1200.00")),
        new V1.SettlementCorrected(
            Id(8), "taihu-2025", 1, new DateOnly(2026, 3, 1), Cny("0.00"),
            [
                new V1.CorrectedRun(
                    Id(5), "2025", new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31),
                    new V1.ChangedAmount(Cny("60000.00"), Cny("60000.00"), Cny("0.00")),
                    [new V1.ChangedLine("E1", Cny("252995.31"), Cny("267114.10"), Cny("14118.79"))],
                    new V1.CorrectedBasis(
                        1, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
                        [new V1.AcceptedOnDay("E1", new DateOnly(2025, 3, 1), Cny("840000.00"))])),
            ],
            [
                new V1.ChangedLoss(
                    Id(4), "R1", new DateOnly(2025, 6, 10), new V1.ChangedAmount(Cny("-15300.00"), Cny("-15000.00"), Cny("300.00")),
                    [new V1.ChangedLine("E2", Cny("15300.00"), Cny("15000.00"), Cny("-300.00"))]),
            ]),
        new V1.ContributionReversed(Id(2), new DateOnly(2026, 2, 1), "Was never delivered", "从未交付"),
        new V1.ContributionEnded(Id(2), new DateOnly(2026, 6, 30), "E1", "Worn out", "磨损报废", "lasting", new DateOnly(2027, 12, 31)),
        new V1.ContributionReturned(Id(2), new DateOnly(2026, 6, 30), "Needed at home", "企业自用", "lasting", new DateOnly(2027, 12, 31)),
        new V1.ContributionDamaged(Id(2), new DateOnly(2026, 2, 1), "S", "Spindle cracked", "主轴开裂"),
        new V1.HoursRecorded(Id(2), new DateOnly(2026, 2, 1), "08:30", 90, false),
        new V1.ContributionMoved(Id(2), new DateOnly(2026, 2, 1), "Moved to the second workshop", "移至二车间"),
        new V1.EvidenceCited(
            Id(6), "benefit-pool", "2025", new DateOnly(2025, 12, 31),
            [new V1.CitedFile("bank-1", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")], "taihu-2025"),
        new V1.RegulatorDeskChanged(
            Id(8), "grant-proposed", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            new V1.DeskGrant("case-7", "TAX", ["wei@taihu"], true, new DateTimeOffset(2025, 6, 30, 23, 59, 59, TimeSpan.Zero)), ["REG"]),
        new V1.RetroactiveChangeConfirmed(
            Id(7), "taihu-2025", 2, 1, new DateOnly(2025, 1, 1), "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            "Points were agreed otherwise",
            [
                new V1.ChangedRun(
                    Id(5), "2025", new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31),
                    new V1.ChangedAmount(Cny("60000.00"), Cny("60000.00"), Cny("0.00")),
                    [new V1.ChangedLine("E1", Cny("252995.31"), Cny("252000.00"), Cny("-995.31"))]),
            ],
            [
                new V1.ChangedLoss(
                    Id(4), "R1", new DateOnly(2025, 6, 10), new V1.ChangedAmount(Cny("-15300.00"), Cny("-15000.00"), Cny("300.00")),
                    [new V1.ChangedLine("E2", Cny("15300.00"), Cny("15000.00"), Cny("-300.00"))]),
            ]),
        new V1.AuditPage("contributions", [new V1.AuditEntry(Envelope, Payload)]),
    }.ToDictionary(sample => sample.GetType());

    private const string Payload =
        """{"at":"2025-03-02T08:00:00.000000Z","by":{"organisation":"S","person":"chen"},"registration":{"ev":"0198f0a1-0000-7000-8000-000000000007","ph":"a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa"}}""";

    private const string Envelope =
        """{"at":"2025-03-02T08:00:00.000001Z","ev":"0198f0a1-0000-7000-8000-000000000008","k":"ledger-envelope/1","n":"contribution_verified.v1","ph":"0970ccdcbb5e0aa963b3417ac936496be0a20d5ac268207361fed8a5cd338d3c","refs":[{"ev":"0198f0a1-0000-7000-8000-000000000007","ph":"a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa"}],"seq":"12","sn":"9","src":"contributions","st":"0198f0a1-0000-7000-8000-000000000002","tn":"taihu","tv":"4","ver":"2"}""";

    private static Guid Id(int n) => Guid.Parse($"0198f0a1-0000-7000-8000-{n:x12}");

    private static V1.MoneyAmount Cny(string amount) => new(amount, "CNY");

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
