using System.Diagnostics;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Agreements.Tests.IncentiveSamples;

namespace Ledger.Agreements.Tests;

public sealed class IncentiveStorageTests
{
    [Fact]
    public void Every_fact_and_state_can_be_stored_read_and_hashed()
    {
        var asked = Million with { Reference = "I2", Kind = "own-equipment", Category = CreditTreatment.AskTaxOffice, Invoice = "INV-2", PaidOn = null };
        object[] facts =
        [
            Listed, new IncentiveMemberStated("E1", new("E1-sub", new DateOnly(2024, 1, 1), Hash('e')), "Why", E1, At), Opened2024, Entered(Million), Entered(asked),
            new IncentiveItemDecided(2024, "I2", CreditTreatment.NotEligible, "a", "b", E1, At), new IncentiveItemCorrected(2024, Million, "c", E1, At),
            new IncentiveReductionEntered(2024, new("W", ReductionCause.ShareTransfer, new DateOnly(2024, 7, 1), Yuan("1.00"), Hash('b')), E1, At),
            new IncentiveReductionStruck(2024, "W", "d", E1, At), new IncentiveParametersCorrected(2024, Policy with { Profile = "cn-1" }, "e", E1, At),
            Due(2024, "60000.00", "40000.00"),
        ];
        object[] closed = [.. Closed(2024, facts), new IncentiveItemStruck(2024, "I1", "f", E1, At), new IncentiveYearReopened(2024, "g", E1, At)];
        foreach (var fact in closed) Endures(fact);
        StoredFacts.Endures(Folded([.. closed[..^2]]));
        // What was closed can be computed anew from what was stored.
        var stored = StoredFacts.Endures(closed.OfType<IncentiveYearClosed>().Single()).GetProperty("result");
        var again = TaxCredit.Method.Evaluate(stored.GetProperty("inputs"));
        Assert.Equal(stored.GetProperty("inputsHash").GetString(), again.Result!.InputsHash);
        Assert.Equal("200000.00", stored.GetProperty("value").GetProperty("carriedForward").GetProperty("amount").GetString());
    }

    [Fact]
    public void Facts_of_tracker_and_workbook_endure()
    {
        object[] facts =
        [
            new CertificationPolicyStated(new(new DateOnly(2020, 1, 1), new(1, 36, 12, 3, 60,
                [new("c", new("c", "条"), [new("r", new("r", "项"), "s", SourceMark.OwnDesign, Value: Yuan("1.00"), Kinds: [ContributionKind.Space])])], "s", SourceMark.Found)), E1, At),
            new CertificationRecordEntered("E1", new("r", "interns", new DateOnly(2025, 1, 1), 5, new("t", "题"), [Hash('a')], Months: 3), E1, At),
            new CertificationRecordStruck("r", "x", E1, At), new CertificationPlanPublished("E1", new(new DateOnly(2025, 1, 1), Hash('b')), E1, At),
            new CertificationCancelled("E1", new("c", new DateOnly(2025, 1, 1), CancellationGround.DishonestyList, "f", Hash('c')), E1, At),
            new CertificationCancellationStruck("c", "x", E1, At),
            new IndicatorCatalogueEntered(new("k", 1, new("n", "名"), new("s", "源"), [new("i", IndicatorLevel.Substantive, new("l", "级"), new("t", "文"), [], ["e"], null)]), null, E1, At),
            new IndicatorEvidenceLinked(new("l", "i", 2026, "e", Hash('d'), "n", "E1"), E1, At), new IndicatorEvidenceStruck("l", "x", E1, At),
            new IndicatorVetoRaised("i", 2026, "f", Hash('e'), E1, At), new IndicatorVetoLifted("i", 2026, "x", E1, At),
            new ContributionValued("taihu-2025", "E1", "m", ContributionKind.Space, Yuan("2.00"), Yuan("1.00"), new DateOnly(2025, 1, 1), new(Id, Hash('f'))),
            new DeliveryRevalued(2, Yuan("1.00"), Yuan("0.40"), new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 1), new(Id, Hash('a'))),
            new IncentiveParametersCorrected(2025, ProfileParameters.Take(
                new(Authority.National(), new Period(new DateOnly(2025, 1, 1), new DateOnly(2030, 12, 31))), "cn 1", 2025, Cny, null).Parameters!, "e", E1, At),
        ];
        foreach (var fact in facts) Endures(fact);
        Assert.Throws<UnreachableException>(() => IncentiveDecider.Evolve(IncentiveFile.None(Id), "no fact"));
        Assert.Throws<UnreachableException>(() => CertificationDecider.Evolve(CertificationFile.None(Id), "no fact"));
        Assert.Throws<UnreachableException>(() => CertificationPolicyDecider.Evolve(CertificationPolicy.None(Id), "no fact"));
        Assert.Throws<UnreachableException>(() => IndicatorDecider.Evolve(IndicatorWorkbook.None(Id), "no fact"));
    }

    [Fact]
    public void Verification_and_accepted_value_come_in_any_order_and_count_once()
    {
        var delivered = new ContributionDelivered("taihu-2025", "E1", "m", ContributionKind.Space, Yuan("2.00"), new DateOnly(2025, 1, 1), new(Id, Hash('a')));
        var valued = new ContributionValued("taihu-2025", "E1", "m", ContributionKind.Space, Yuan("2.00"), Yuan("1.00"), new DateOnly(2025, 1, 1), new(Id, Hash('f')));
        Delivery After(params object[] facts) => facts.Aggregate(Delivery.None(Id), DeliveryDecider.Evolve);
        Assert.Equal(After(delivered, valued), After(valued, delivered));
        Assert.True(After(delivered, valued).IsEvidenced);
        Assert.False(After(valued).IsEvidenced);
        Assert.Same(Decision.Nothing, DeliveryDecider.Decide(After(valued), valued));
        Assert.Same(Decision.Nothing, DeliveryDecider.Decide(After(valued, delivered), delivered));
        // What is valued but not verified is no delivery of a commitment.
        Assert.Null(After(valued).Claimed);
    }

    [Fact]
    public void A_replaced_value_counts_from_then_on_in_whatever_order_it_is_heard_of()
    {
        var delivered = new ContributionDelivered("taihu-2025", "E1", "m", ContributionKind.Space, Yuan("0.00"), new DateOnly(2025, 1, 1), new(Id, Hash('a')));
        var valued = new ContributionValued("taihu-2025", "E1", "m", ContributionKind.Space, Yuan("0.00"), Yuan("1.00"), new DateOnly(2025, 1, 1), new(Id, Hash('f')));
        var second = new DeliveryRevalued(2, Yuan("1.00"), Yuan("0.40"), new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 1), new(Id, Hash('b')));
        var third = second with { Number = 3, Replaced = Yuan("0.40"), Accepted = Yuan("0.70") };
        Delivery After(params object[] facts) => facts.Aggregate(Delivery.None(Id), DeliveryDecider.Evolve);
        Assert.Equal(After(delivered, valued, second), After(second, valued, delivered));
        // The claim is secret: what it delivers towards a commitment is the value that counts.
        Assert.Equal(("0.40", "0.70"), (After(delivered, valued, second).Delivered!.Amount, After(delivered, valued, second, third).Delivered!.Amount));
        Assert.Same(Decision.Nothing, DeliveryDecider.Decide(After(valued, third), second));
        Assert.Same(Decision.Nothing, DeliveryDecider.Decide(After(valued, second), second));
        Assert.Equal([third], DeliveryDecider.Decide(After(valued, second), third).Facts);
        Assert.False(After(second).IsEvidenced);
    }

    private static void Endures(object fact) =>
        typeof(StoredFacts).GetMethod(nameof(StoredFacts.Endures))!.MakeGenericMethod(fact.GetType()).Invoke(null, [fact]);
}
