using System.Text.Json;
using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Tests;

/// <summary>Sample A's contributions with the inputs its valuer entered; the figures are computed by hand there.</summary>
internal static class Samples
{
    public static readonly Guid Id = Guid.Parse("0198f000-0000-5000-8000-00000000d001");
    public static readonly Guid ContributionId = Guid.Parse("0198f000-0000-5000-8000-00000000c001");
    public static readonly Currency Cny = Currency.Of("CNY");
    public static readonly Actor Valuer = new("he", "V");
    public static readonly Actor Approver = new("sun", "G");
    public static readonly Actor Contributor = new("lin", "E1");
    public static readonly DateTimeOffset At = new(2025, 4, 1, 2, 0, 0, TimeSpan.Zero);
    public static readonly Citation Verification = new(Guid.Parse("0198f000-0000-7000-8000-00000000b001"), new string('b', 64));

    public static readonly Subject Machine = new(
        ContributionId, "E1-machine", TaihuAgreement.Id, "E1", ContributionKind.DonatedEquipment, new Text("5-axis machine", "五轴机床"),
        Money.Parse("1200000.00", Cny), new DateOnly(2025, 3, 1), Verification);

    public static readonly AppraisalOpened Opened = new(Machine);

    /// <summary>Five comparables, the last of them an outlier.</summary>
    public static readonly JsonElement FiveComparables = JsonElement.Parse(
        """
        {"comparables":[
          {"id":"C1","price":"784000.00","pricedOn":"2023-06-01","sourceClass":"invoice","weight":"0.8",
           "factors":[{"kind":"price-index","subject":"100","comparable":"98"}]},
          {"id":"C2","price":"840000.00","pricedOn":"2025-01-15","sourceClass":"auction","weight":"1.0"},
          {"id":"C3","price":"1075000.00","pricedOn":"2025-02-01","sourceClass":"invoice","weight":"1.0",
           "factors":[{"kind":"condition","subject":"64","comparable":"80"}]},
          {"id":"C4","price":"1000000.00","pricedOn":"2025-02-10","sourceClass":"asking-price","weight":"0.5",
           "factors":[{"kind":"asking-price","factor":"0.9"}]},
          {"id":"C5","price":"1400000.00","pricedOn":"2025-02-20","sourceClass":"platform-sale","weight":"1.0"}]}
        """);

    public static readonly ProposeValue Propose = new("market.comparables", null, FiveComparables, TaihuAgreement.Adopted, Valuer, At);

    /// <summary>The machine's value as proposed.</summary>
    public static ValueProposed Proposed { get; } =
        (ValueProposed)AppraisalDecider.Decide(AppraisalDecider.Evolve(Appraisal.None(Id), Opened), Propose).Facts.Single();

    public static AcceptValue Accept { get; } = new(Proposed.ProposalHash, TaihuAgreement.Adopted, Approver, At.AddHours(1));

    public static ValueAccepted Accepted { get; } = new(
        ContributionId, "E1-machine", TaihuAgreement.Id, 1, "E1", ContributionKind.DonatedEquipment, Machine.Claimed,
        Money.Parse("840000.00", Cny), "market.comparables", 2, new DateOnly(2025, 3, 1), Proposed.ProposalHash, Verification,
        TaihuAgreement.Adopted.Source!, Approver, At.AddHours(1));

    /// <summary>The inputs with only the first comparables.</summary>
    public static JsonElement First(int count) => JsonSerializer.SerializeToElement(new
    {
        comparables = FiveComparables.GetProperty("comparables").EnumerateArray().Take(count),
    });

    public static Given<Appraisal> Given(params object[] facts) =>
        GivenWhenThen.Given(Appraisal.None(Id), AppraisalDecider.Evolve, facts);
}
