using Ledger.Audit.Checkpoints;
using Ledger.Audit.Log;
using Ledger.Transparency.Notes;
using Ledger.Transparency.Witnesses;

namespace Ledger.Audit.Witnesses;

/// <summary>
/// Shows signed checkpoints to the witnesses, the newest to all of them at once, so that their cosignatures meet on one checkpoint.
/// Signing never waits for it: a witness that is away costs cosignatures, nothing else.
/// </summary>
internal sealed class Cosigning(
    LogWitnesses witnesses, TileReads tiles, Cosignatures kept, IHttpClientFactory http, CosigningState state, ILogger<Cosigning> log)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "witnesses";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(2);

    private readonly List<Asked> _asked = [.. witnesses.Reachable.Select(witness => new Asked(witness, new WitnessClient(witness, http.CreateClient(Client))))];

    /// <summary>Goes on until cancelled; whatever fails is tried again.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (_asked.Count == 0) return;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(ct);
                await Task.Delay(Poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Checkpoints could not be shown to the witnesses; trying again");
                await Task.Delay(RetryAfterFailure, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Shows the newest checkpoint to every witness that has not cosigned it.</summary>
    public async Task RoundAsync(CancellationToken ct)
    {
        if (await tiles.NewestAsync(ct) is not { } newest) return;
        var note = SignedNote.Parse(newest.Note);
        await Task.WhenAll(_asked.Select(asked => ShowAsync(asked, note, Checkpoint.Parse(note.Text), ct)));
        // With the cosignatures that came in this round.
        if (await tiles.NewestAsync(ct) is { } shown) state.Shown(witnesses.Policy.Evaluate(SignedNote.Parse(shown.Note)).Standing);
    }

    private async Task ShowAsync(Asked asked, SignedNote note, Checkpoint checkpoint, CancellationToken ct)
    {
        asked.Cosigned ??= asked.Known = await kept.LatestAsync(asked.Witness.Key, ct);
        if (asked.Cosigned >= checkpoint.Size) return;
        var reply = await AskAsync(asked, asked.Known, note, checkpoint, ct);
        if (reply is WitnessReply.Knows { Size: var size })
        {
            if (size < asked.Cosigned) WentBack(asked, size);
            asked.Known = Math.Min(size, checkpoint.Size);
            // Its size is above ours: either it runs for another copy of this log, or this log was set back. It proves nothing by itself.
            reply = size > checkpoint.Size
                ? new WitnessReply.Failed($"it has seen {size} entries, more than the {checkpoint.Size} that are signed here; was this log set back?")
                : await AskAsync(asked, size, note, checkpoint, ct);
        }

        switch (reply)
        {
            case WitnessReply.Cosigned { Line: var line }:
                await kept.KeepAsync(checkpoint.Size, asked.Witness.Key, line, ct);
                asked.Cosigned = asked.Known = checkpoint.Size;
                AuditMetrics.Cosigned(asked.Witness.Name);
                state.Well(asked.Witness.Name);
                break;
            case WitnessReply.Failed { Reason: var reason }:
                AuditMetrics.NotCosigned(asked.Witness.Name);
                state.Failed(asked.Witness.Name, reason);
                log.LogWarning("Witness {Witness} did not cosign {Size} entries: {Reason}", asked.Witness.Name, checkpoint.Size, reason);
                break;
        }
    }

    private async Task<WitnessReply> AskAsync(Asked asked, long from, SignedNote note, Checkpoint checkpoint, CancellationToken ct)
    {
        var proof = from == 0 ? [] : await tiles.ConsistencyAsync(from, checkpoint.Size, ct);
        return await asked.Client.AskAsync(new AddCheckpoint(from, proof, note, checkpoint), ct);
    }

    private void WentBack(Asked asked, long size)
    {
        AuditMetrics.WitnessWentBack(asked.Witness.Name);
        log.LogError(
            "Witness {Witness} knows {Size} entries and has cosigned {Cosigned}: it was set back to an older copy, and what it cosigns now "
            + "does not exclude a second history. Tell whoever runs it.", asked.Witness.Name, size, asked.Cosigned);
    }

    private sealed class Asked(LogWitness witness, WitnessClient client)
    {
        public LogWitness Witness { get; } = witness;

        public WitnessClient Client { get; } = client;

        /// <summary>Largest size it cosigned; null until it was read from the store.</summary>
        public long? Cosigned { get; set; }

        /// <summary>Size that it is taken to know.</summary>
        public long Known { get; set; }
    }
}
