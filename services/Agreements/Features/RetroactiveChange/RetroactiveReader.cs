using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>Computes the effects of a version on what is past, with the hash that the parties sign.</summary>
internal static class RetroactiveReader
{
    /// <summary>The effects as they are now, or why they cannot be listed.</summary>
    public static async Task<(RetroactiveProposal? Now, Rejection? Refused, AgreementSurroundings Around)> NowAsync(
        IQuerySession session, string tenant, Agreement state, string reason, DateTimeOffset at, CancellationToken ct)
    {
        var past = await AgreementVersions.PastAsync(session, tenant, state, ct);
        if (state.Stage == AgreementStage.None) return (null, new AgreementUnknown(), past.Surroundings);
        var effects = RetroactivePreview.Of(state.Read(), past, DateOnly.FromDateTime(at.UtcDateTime), out var refused);
        if (effects is null) return (null, refused, past.Surroundings);
        var hash = PayloadHash.Of(new Previewed(state.DocumentHash, reason, effects));
        return (new RetroactiveProposal(reason, hash, effects), null, past.Surroundings);
    }

    private sealed record Previewed(string DocumentHash, string Reason, RetroactiveEffects Effects);
}
