using System.Globalization;
using System.Text.Json;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using Replacement = Ledger.Valuation.Domain.Replacement;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Cli.Tests.Verify.Honest;

/// <content>Accepted values, and what took their place.</content>
internal sealed partial class Consortium
{
    private static readonly Actor Valuer = new("he", "V");
    private static readonly OutgoingMap OfValuation = Map(Ledger.Valuation.Integration.Outgoing.Map);

    private static Guid MachineCase => StreamId.For(Tenant, "appraisal", "E1-machine");

    /// <summary>The machine of Sample A: proposed by five comparables and accepted.</summary>
    public void AcceptMachine()
    {
        var contribution = StreamId.For(Tenant, "contribution", "E1-machine");
        var subject = new Subject(
            contribution, "E1-machine", Agreement.AgreementId, "E1", ContributionKind.DonatedEquipment, new Text("5-axis machine", "五轴机床"), Yuan("1200000.00"),
            new DateOnly(2025, 3, 1), Agreement.Source!);
        Log.Add("valuation", MachineCase, new AppraisalOpened(subject));
        Log.Commit("valuation", MachineCase, AppraisalDecider.Decide(Machine(), new ProposeValue("market.comparables", null, MachineComparables.Five, Agreement, Valuer, At.AddDays(-9))));
        var hash = Machine().Proposal!.ProposalHash;
        var accepted = Log.Commit("valuation", MachineCase, AppraisalDecider.Decide(Machine(), new AcceptValue(hash, Agreement, Sun, At.AddDays(-8))));
        Hear(MachineCase, Log.All<ValueAccepted>().Single(value => value.Cited == accepted[^1]));
    }

    /// <summary>The machine at another value, as a challenge ended.</summary>
    public void ReplaceMachineByChallenge(string value)
    {
        var fact = new Replacement(ReplacementCause.Challenge, "challenge-1", Yuan(value), Around(value), null, new DateOnly(2025, 3, 1), new Text("The auction was missing.", "未采用拍卖成交。"))
            .Fact(Machine(), Machine().Standing!.Number, Agreement, Sun, At.AddDays(-3), out var refused);
        Assert.Null(refused);
        Hear(MachineCase, (fact!, Log.Add("valuation", MachineCase, fact!)));
    }

    /// <summary>The machine valued anew by a curve over ten years, as of a day.</summary>
    public void RevalueMachine(DateOnly on, DateTimeOffset at)
    {
        var propose = new ProposeRevaluation(
            "revaluation.depreciation", null, on, new Text("A year is over.", "已满一年。"), default, null,
            new RollChoice(Curve: new DepreciationCurve(DepreciationMethod.StraightLine, 10, Rational.Parse("0.05"))), KnownRegister.Empty, Agreement, Valuer, at);
        Log.Commit("valuation", MachineCase, RevaluationDecider.Decide(Machine(), propose));
        var hash = Log.All<RevaluationProposed>().Last().Fact.ProposalHash;
        Log.Commit("valuation", MachineCase, RevaluationDecider.Decide(Machine(), new AcceptRevaluation(hash, Agreement, Sun, at.AddHours(1))));
        Hear(MachineCase, Log.All<ValueReplaced>().Last());
    }

    /// <summary>A value of which only the acceptance is told here.</summary>
    public void Accept(string party, string reference, string claimed, string accepted, string method, ContributionKind kind)
    {
        var stream = StreamId.For(Tenant, "appraisal", reference);
        var fact = new ValueAccepted(
            StreamId.For(Tenant, "contribution", reference), reference, Agreement.AgreementId, 1, party, kind, Yuan(claimed), Yuan(accepted), method, 1,
            new DateOnly(2025, 1, 1), new string('e', 64), Agreement.Source!, Agreement.Source!, Sun, At.AddDays(-8));
        Hear(stream, (fact, Log.Add("valuation", stream, fact)));
    }

    private void Hear(Guid stream, (ValueAccepted Fact, Citation Cited) value)
    {
        var told = (V1.ValueAccepted)OfValuation.Apply(value.Fact, new FactContext(Tenant, stream, 1, value.Fact.At))!;
        values.Add(new ValueInput(
            told.Party, told.ContributionId, told.Reference, told.Kind, told.EffectiveOn, told.Claimed.Read(), told.Accepted.Read(), told.Method, told.MethodVersion, value.Cited));
    }

    // As the book in kind keeps it: what counts, by which rule and on whose decision; the rest stays.
    private void Hear(Guid stream, (ValueReplaced Fact, Citation Cited) value)
    {
        var told = (V1.ValueReplaced)OfValuation.Apply(value.Fact, new FactContext(Tenant, stream, 1, value.Fact.At))!;
        var at = values.FindIndex(known => known.ContributionId == told.ContributionId);
        values[at] = values[at] with { Accepted = told.Accepted.Read(), Method = told.Method, MethodVersion = told.MethodVersion, Source = value.Cited };
    }

    // Three comparables of equal weight, whose median is the price in the middle.
    private MethodResult Around(string value)
    {
        var middle = decimal.Parse(value, CultureInfo.InvariantCulture);
        var inputs = JsonSerializer.SerializeToElement(new
        {
            comparables = new[] { -10_000m, 0, 10_000m }.Select((off, i) => new
            {
                id = $"N{i}", price = (middle + off).ToString("F2", CultureInfo.InvariantCulture), pricedOn = "2025-01-15", sourceClass = "auction", weight = "1",
            }),
        });
        var terms = Agreement.Document!.TermsFor(ContributionKind.DonatedEquipment, Yuan("1200000.00"), new DateOnly(2025, 3, 1));
        var result = MethodCatalogue.Latest("market.comparables")!.Evaluate(inputs, terms).Result!;
        Assert.Equal(value, result.Value.GetProperty("accepted").GetProperty("amount").GetString());
        return result;
    }

    private Appraisal Machine() => Log.Load(MachineCase, Appraisal.None, AppraisalDecider.Evolve);

    private static OutgoingMap Map(Action<OutgoingMap> fill)
    {
        var map = new OutgoingMap();
        fill(map);
        return map;
    }
}
