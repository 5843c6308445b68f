using Ledger.Audit.Checkpoints;
using Ledger.Audit.Log;
using Ledger.Audit.Witnesses;
using Ledger.Rules;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;
using Npgsql;

namespace Ledger.Audit.Features;

/// <summary>How the signing of the log stands; names no consortium and nothing of its content.</summary>
/// <param name="Entries">Entries in the log.</param>
/// <param name="Unsigned">How many of them are under no signature yet.</param>
/// <param name="Signed">The newest signed checkpoint; null before the first.</param>
/// <param name="Published">The newest one that enough witnesses have seen; null when none has.</param>
/// <param name="Witnesses">The witnesses of the policy.</param>
/// <param name="AsksForNoWitness">Whether the policy is content without any.</param>
/// <param name="Policy">The policy that this operator offers its readers: keys, witnesses, quorum.</param>
public sealed record LogStatus(
    long Entries, long Unsigned, CheckpointStatus? Signed, CheckpointStatus? Published, IReadOnlyList<WitnessStatus> Witnesses, bool AsksForNoWitness, string Policy);

/// <summary>One checkpoint.</summary>
/// <param name="Origin">Name of the log.</param>
/// <param name="Size">Entries that it covers.</param>
/// <param name="Root">Root of the tree over them, base64.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="AgeSeconds">How long ago that is.</param>
/// <param name="Standing">What the policy makes of it.</param>
/// <param name="SeenBy">Witnesses that have cosigned it.</param>
/// <param name="Note">The signed note itself.</param>
public sealed record CheckpointStatus(
    string Origin, long Size, string Root, DateTimeOffset SignedAt, long AgeSeconds, string Standing, IReadOnlyList<string> SeenBy, string Note);

/// <summary>One witness.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Key">Its key.</param>
/// <param name="Size">Entries of the largest checkpoint that it has cosigned; 0 when it never did.</param>
/// <param name="SeenAt">When that cosignature came; null when it never did.</param>
public sealed record WitnessStatus(string Name, string Key, long Size, DateTimeOffset? SeenAt);

internal static class ReadLogStatusEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/audit/log/status", Handle)
        .Produces<LogStatus>()
        .WithSummary("The newest checkpoints with their age and cosignatures, the witnesses, the quorum, what is not signed yet");

    private static async Task<IResult> Handle(
        LogStates states, TileReads tiles, LogWitnesses witnesses, NpgsqlDataSource source, TimeProvider clock, CancellationToken ct)
    {
        var entries = (await states.ReadAsync(ct)).Size;
        var (newest, published) = (await tiles.NewestAsync(ct), await tiles.PublishedAsync(witnesses.Policy, ct));
        var signed = newest is null ? null : await CheckpointAsync(newest, witnesses.Policy, source, clock, ct);
        var seen = published is null ? null : await CheckpointAsync(published, witnesses.Policy, source, clock, ct);
        return Results.Ok(new LogStatus(
            entries, Math.Max(0, entries - (signed?.Size ?? 0)), signed, seen is { Standing: "trusted" } ? seen : null,
            [.. await WitnessesAsync(witnesses.Policy, source, ct)], witnesses.Policy.AsksForNoWitness, witnesses.Text));
    }

    private static async Task<CheckpointStatus> CheckpointAsync(SignedTree tree, WitnessPolicy policy, NpgsqlDataSource source, TimeProvider clock, CancellationToken ct)
    {
        var note = SignedNote.Parse(tree.Note);
        var (checkpoint, outcome) = (Checkpoint.Parse(note.Text), policy.Evaluate(note));
        await using var command = source.CreateCommand("select signed_at from audit_checkpoint where size = $1");
        command.Parameters.Add(new() { Value = checkpoint.Size });
        var at = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(ct))!);
        return new CheckpointStatus(
            checkpoint.Origin, checkpoint.Size, checkpoint.Root.ToBase64(), at, Math.Max(0, (long)(clock.GetUtcNow() - at).TotalSeconds),
            KebabCase.Name(outcome.Standing), [.. outcome.Witnesses.Select(witness => witness.Witness)], tree.Note);
    }

    private static async Task<IReadOnlyList<WitnessStatus>> WitnessesAsync(WitnessPolicy policy, NpgsqlDataSource source, CancellationToken ct)
    {
        var last = new Dictionary<string, (long Size, DateTimeOffset At)>(StringComparer.Ordinal);
        await using var command = source.CreateCommand("select distinct on (witness) witness, size, seen_at from audit_cosignature order by witness, size desc");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) Read(reader, last);
        return
        [
            .. policy.Witnesses.Select(witness => last.TryGetValue(witness.Key.ToString(), out var found)
                ? new WitnessStatus(witness.Name, witness.Key.ToString(), found.Size, found.At)
                : new WitnessStatus(witness.Name, witness.Key.ToString(), 0, null)),
        ];
    }

    private static void Read(NpgsqlDataReader row, Dictionary<string, (long Size, DateTimeOffset At)> last) =>
        last[row.GetString(0)] = (row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2));
}
