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

    public static readonly ProposeValue Propose = new("market.comparables", null, MachineComparables.Five, TaihuAgreement.Adopted, Valuer, At);

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
        comparables = MachineComparables.Five.GetProperty("comparables").EnumerateArray().Take(count),
    });

    public static Given<Appraisal> Given(params object[] facts) =>
        GivenWhenThen.Given(Appraisal.None(Id), AppraisalDecider.Evolve, facts);
}
