using Ledger.Transparency.Witnesses;

namespace Ledger.Witness;

/// <summary>
/// Answers one request after the other: comparing with the memory, making the new memory durable and answering are one step, so
/// that no slow request takes the memory back, and no cosignature leaves that a restart would not remember.
/// </summary>
public sealed class CosigningDesk(WitnessSettings settings, WitnessFolder folder, TimeProvider clock, ILogger<CosigningDesk> log) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    private WitnessBook _book = folder.Memory.Read()
        .Aggregate(WitnessBook.Of(settings.Logs), (book, seen) => book.With(seen.Key, seen.Value));

    /// <summary>The latest tree of every log.</summary>
    public IReadOnlyDictionary<string, SeenTree> Seen => _book.Seen;

    /// <summary>Answers a request (C2SP tlog-witness).</summary>
    /// <exception cref="IOException">The memory could not be written: nothing was cosigned, and the next request meets the old one.</exception>
    public async Task<WitnessResponse> AddAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var before = _book;
            var (next, response) = before.Add(body.Span, folder.Signer, clock.GetUtcNow().ToUnixTimeSeconds());
            if (response.Answer == WitnessAnswer.Cosign && Changed(before, next))
            {
                folder.Memory.Write(next.Seen);
                _book = next;
            }

            return response;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Tells the operator what a refusal may mean. A contradiction under the log's true signature is kept word for word.</summary>
    public void Tell(ReadOnlySpan<byte> body, WitnessResponse response)
    {
        if (response.Answer is WitnessAnswer.Inconsistent)
            log.LogError("Not shown to continue what was cosigned before; it may be a fork. The request was:\n{Request}", System.Text.Encoding.UTF8.GetString(body));
        else if (response.Answer is not (WitnessAnswer.Cosign or WitnessAnswer.Conflict))
            log.LogWarning("Refused with {Status}: {Reason}", response.Status, response.Body.TrimEnd());
    }

    public void Dispose() => _one.Dispose();

    private static bool Changed(WitnessBook before, WitnessBook next) => next.Seen.Any(seen => !before.Latest(seen.Key).Equals(seen.Value));
}
