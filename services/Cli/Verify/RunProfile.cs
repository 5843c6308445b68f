using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Verify;

/// <summary>What a run says its region's profile demands is what the profile says under which the agreement became active.</summary>
internal static class RunProfile
{
    private static readonly Text Demands = new("What the region policy profile demands of a distribution", "地区政策参数对分配的要求");

    public static void Check(Reperforming work, CheckedRun run, JsonElement? pool, SignedAgreement? agreement)
    {
        var said = run.Payload.At("extras", "profile");
        if (agreement is null || (pool is null && agreement.Profile is not null))
        {
            if (said is not null || agreement?.Profile is not null) work.Apart(Demands, run.Name);
            return;
        }

        var expected = agreement.Profile is { } profile ? Of(profile, agreement.Document, pool!.Value.At("declaration") ?? throw new FormatException("'declaration' is missing.")) : null;
        if (said is null && expected is not null)
        {
            // The oldest runs were not told. A demand changes no figure: what breaks it is refused.
            work.Same(
                Waterfall.Method.Evaluate(RunWaterfall.Again(run, agreement.Document, RunWaterfall.Dated(run)) with { Profile = expected }).Result is not null,
                run.Entry, "figures.profile-differs", "extras.profile", "The profile of the agreement refuses this distribution.", "协议所依地区参数不允许该分配。");
            return;
        }

        var recorded = said is null ? null : Recorded(run.Payload.At("extras")!.Value);
        work.Same(
            recorded?.InventorMinimum == expected?.InventorMinimum && Equal(recorded?.MaximumShares, expected?.MaximumShares)
                && (said is null || (said.Value.Text("profileId") == agreement.Profile?.ProfileId && said.Value.Number("version") == agreement.Profile?.ProfileVersion)),
            run.Entry, "figures.profile-differs", "extras.profile", "The profile of the agreement demands something else of this distribution.", "协议所依地区参数对该分配另有要求。");
    }

    /// <summary>What a run says is demanded; null for nothing.</summary>
    public static BenefitProfile? Recorded(JsonElement extras) => extras.At("profile") is not { } profile ? null : new BenefitProfile(
        profile.Text("inventorMinimum") is { } least ? Rational.Parse(least) : null, profile.Read<Dictionary<string, Rational>>("maximumShares"));

    // Of income from licences the inventors' least, in proportion to what of the pool is such income; of public parties the most.
    private static BenefitProfile? Of(EffectiveProfile profile, AgreementDocument document, JsonElement declared)
    {
        const string licence = "licence-income";
        var amount = declared.Sure("amount").Value;
        var licences = declared.At("byKind") is null
            ? declared.Text("kind") == licence ? Rational.One : Rational.Zero
            : declared.Items("byKind").Where(kind => kind.Text("kind") == licence).Aggregate(Rational.Zero, (sum, kind) => sum + (kind.Sure("amount").Value / amount));
        var least = Number(profile, "statutoryShares.inventorMin") is { Sign: > 0 } minimum && licences.Sign > 0 ? minimum * licences : (Rational?)null;
        Dictionary<string, Rational>? most = null;
        if (Number(profile, "statutoryShares.governmentMax") is { } maximum)
        {
            var sharing = declared.At("coalition") is { } coalition ? coalition.Items("parties").Select(party => party.GetString() ?? "") : document.Benefit.Participants;
            most = sharing.Where(id => document.Party(id)?.Type is PartyType.Government or PartyType.Park).ToDictionary(id => id, _ => maximum, StringComparer.Ordinal);
        }

        return least is null && most is not { Count: > 0 } ? null : new BenefitProfile(least, most is { Count: > 0 } ? most : null);
    }

    private static Rational? Number(EffectiveProfile profile, string key) =>
        profile.Values.TryGetValue(key, out var value) && Rational.TryParse(value.Shown, out var number) ? number : null;

    private static bool Equal(IReadOnlyDictionary<string, Rational>? a, IReadOnlyDictionary<string, Rational>? b) =>
        (a?.Count ?? 0) == (b?.Count ?? 0) && (a is null || a.All(entry => b!.TryGetValue(entry.Key, out var other) && other == entry.Value));
}
