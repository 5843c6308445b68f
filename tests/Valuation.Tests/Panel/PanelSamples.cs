using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>A panel of three appraisers of firms outside, and what happens around it.</summary>
internal static class PanelSamples
{
    public static readonly Actor Clerk = new("jin", "S");
    public static readonly Actor Giver = new("sun", "G");
    public static readonly string Paper = new('c', 64);
    public static readonly string FirstNonce = "00112233445566778899aabbccddeeff";
    public static readonly string SecondNonce = "ffeeddccbbaa99887766554433221100";

    public static IReadOnlyList<Qualification> Machines { get; } =
        [new(ContributionKind.DonatedEquipment, ["market.comparables"], new DateOnly(2025, 1, 1), new DateOnly(2026, 12, 31))];

    public static object[] Three { get; } =
        [Admitted("he", "V1"), Admitted("qian", "V2"), Admitted("zhou", "V3")];

    public static AppraiserAdmitted Admitted(string person, string organisation) => new(person, organisation, Machines, Clerk, At.AddDays(-30));

    public static AppraiserPanel PanelOf(params object[] further) =>
        new[] { Three, further }.SelectMany(facts => facts).Aggregate(AppraiserPanel.None(Guid.Empty), PanelDecider.Evolve);

    /// <summary>What is known: the panel of three, no control, no past, unless said otherwise.</summary>
    public static KnownTies Known(AppraiserPanel? panel = null, ControlGraph? control = null, params PastAssignment[] past) =>
        new(panel ?? PanelOf(), control ?? ControlGraph.None, past);

    public static TieDeclared Tied(
        TieKind kind, string organisation, string from, string? last = null, string? share = null, string person = "he", int no = 1) => new(
        no, kind, person, organisation, DateOnly.Parse(from), last is null ? null : DateOnly.Parse(last),
        share is null ? null : Rational.Parse(share), Paper, Clerk, At.AddDays(-20));

    public static PastAssignment Drawn(string person, string organisation, string party, int daysAgo) =>
        new(Guid.Parse($"0198f000-0000-5000-8000-{daysAgo:000000000000}"), person, organisation, party, At.AddDays(-daysAgo));

    public static OpenAssignment Open { get; } = new(
        Commitments.ToNonce($"{Id:D}", 1, FirstNonce), At.AddDays(1), Money.Parse("3000.00", Cny), TaihuAgreement.Adopted, Known(), Clerk, At);

    public static GiveNonce Give { get; } = new(SecondNonce, Known(), Giver, At.AddHours(1));

    public static DrawValuer Draw { get; } = new(FirstNonce, Clerk, At.AddHours(2));

    /// <summary>The facts of a whole draw of the machine's case: opened, nonce given, drawn. It falls on qian.</summary>
    public static object[] DrawnFacts { get; } = Decided(
        [Opened], state => AssignmentDecider.Decide(state, Open), state => AssignmentDecider.Decide(state, Give), state => AssignmentDecider.Decide(state, Draw));

    /// <summary>Facts that are already there and those decided one after another.</summary>
    public static object[] Decided(IEnumerable<object> facts, params Func<Appraisal, Decision>[] decisions)
    {
        var all = facts.ToList();
        foreach (var decide in decisions)
        {
            var decision = decide(Given([.. all]).State);
            Assert.True(decision.Rejection is null, decision.Rejection?.Code);
            all.AddRange(decision.Facts);
        }

        return [.. all];
    }
}
