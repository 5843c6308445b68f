using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Tests;
using static Ledger.Distribution.Tests.SampleA;
using static Ledger.Distribution.Tests.Samples;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Tests;

public sealed class OutgoingTests
{
    [Fact]
    public void Only_settled_and_corrected_runs_and_papers_are_told_to_others()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        Assert.Equal([typeof(V1.EvidenceCited), typeof(V1.DistributionSettled), typeof(V1.SettlementCorrected)], map.Contracts);
        Assert.False(map.Publishes(typeof(RunComputed)) || map.Publishes(typeof(RunProposed)) || map.Publishes(typeof(RunApproved)));
        var told = Assert.IsType<V1.DistributionSettled>(map.Apply(Settled, new FactContext(Tenant, RunId, 4, Settled.At)));
        Assert.Equal(
            (RunId, PoolId, "2025", TaihuAgreement.Id, Year2025.From, Year2025.To),
            (told.RunId, told.PoolId, told.PoolReference, told.AgreementId, told.PeriodFrom, told.PeriodTo));
        Assert.Equal((Cny("60000.00"), Cny("25300.00"), Cny("34700.00")), (told.ReserveFunded, told.ReserveDrawn, told.ReserveClosing));
        Assert.Equal(
            [
                new V1.SettledLine("E1", Cny("252995.31"), Cny("262995.31")),
                new V1.SettledLine("E2", Cny("90169.08"), Cny("105469.08")),
                new V1.SettledLine("S", Cny("196835.61"), Cny("196835.61")),
            ],
            told.Lines);
        // Sample A, step 3, summed per party and day: E2 brought machine and engineers from the first day on, S space and teaching.
        Assert.Equal((1, TaihuAgreement.Adopted.Document!.DocumentHash), (told.Basis!.AgreementVersion, told.Basis.DocumentHash));
        Assert.Equal((Cny("600000.00"), Cny("0.00")), (told.Basis.Pool, told.Basis.ReserveOpening));
        Assert.Equal(
            [
                new V1.AcceptedOnDay("E1", new DateOnly(2025, 1, 1), Cny("74605.56")), new V1.AcceptedOnDay("E1", new DateOnly(2025, 3, 1), Cny("840000.00")),
                new V1.AcceptedOnDay("E2", new DateOnly(2025, 1, 1), Cny("136800.00")), new V1.AcceptedOnDay("G", new DateOnly(2025, 1, 10), Cny("200000.00")),
                new V1.AcceptedOnDay("S", new DateOnly(2025, 1, 1), Cny("152000.00")),
            ],
            told.Basis.Accepted);
        Assert.Equal([new V1.SettledClaim("S-cost", "S", Cny("90000.00")), new V1.SettledClaim("E2-cost", "E2", Cny("30000.00"))], told.Basis.Claims);
    }

    [Fact]
    public void The_papers_of_a_pool_are_told_to_who_keeps_them()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        var at = new FactContext(Tenant, PoolId, 1, Declared.At);
        var hash = new string('a', 64);
        var told = Assert.IsType<V1.EvidenceCited>(map.Apply(
            Declared with { Declaration = Declaration with { Evidence = [new PoolEvidence("bank-1", hash)] } }, at));
        Assert.Equal((PoolId, "benefit-pool", "2025", Year2025.To, TaihuAgreement.Id), (told.CitedBy, told.What, told.Reference, told.CountedFrom, told.AgreementId));
        Assert.Equal([new V1.CitedFile("bank-1", hash)], told.Files);
        Assert.Null(map.Apply(Declared with { Declaration = Declaration with { Evidence = [] } }, at));
    }

    [Fact]
    public void A_settlement_recorded_before_its_inputs_were_told_says_less()
    {
        var map = new OutgoingMap();
        Outgoing.Map(map);
        Assert.Null(Assert.IsType<V1.DistributionSettled>(map.Apply(Settled with { Inputs = null }, new FactContext(Tenant, RunId, 4, Settled.At))).Basis);
    }

    [Fact]
    public void Amounts_of_contracts_are_read_exactly_or_not_at_all()
    {
        Assert.Equal(Yuan("5300.00"), Cny("5300.00").Read());
        Assert.Throws<FormatException>(() => Cny("1.005").Read());
        Assert.Throws<ArgumentException>(() => new V1.MoneyAmount("1.00", "XXQ").Read());
    }

    private static V1.MoneyAmount Cny(string amount) => new(amount, "CNY");
}
