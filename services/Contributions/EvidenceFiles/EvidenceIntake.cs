using System.Buffers;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>Takes a file in: within the limit, not empty, whole and of the type it says it is, harmless inside, and without a virus.</summary>
public sealed class EvidenceIntake(IEvidenceScanner scanner)
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Reads the body to its end, looks at what came, and stores it.</summary>
    /// <param name="body">The raw file.</param>
    /// <param name="type">The type it is said to be.</param>
    /// <param name="draft">Where it goes.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="admit">A last look at the hash before it is stored; throws when the file must not be.</param>
    /// <param name="ct">Cancels; nothing is stored then.</param>
    /// <exception cref="ServiceDefaults.Hosting.RequestRefusedException">
    /// request.too-large, evidence.empty, evidence.content-mismatch, evidence.archive-…, evidence.infected, evidence.scanner-unavailable.
    /// </exception>
    public async Task<EvidenceFile> ReceiveAsync(
        Stream body, EvidenceMediaType type, IEvidenceDraft draft, long limit, Func<string, CancellationToken, Task> admit, CancellationToken ct)
    {
        await WriteAsync(body, type, draft, limit, ct);
        await using (var written = await draft.ReadBackAsync(ct))
        {
            await ContentInspection.CheckAsync(written, type, ct);
            written.Position = 0;
            if (await scanner.FindAsync(written, ct) is { } found) throw EvidenceRefused.Infected(found);
        }

        await admit(draft.Sha256, ct);
        return await draft.KeepAsync(type, ct);
    }

    private static async Task WriteAsync(Stream body, EvidenceMediaType type, IEvidenceDraft draft, long limit, CancellationToken ct)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            // The first bytes may come in dribbles; the signature is judged once they are there.
            var read = await body.ReadAtLeastAsync(chunk, EvidenceMediaType.LongestSignature, throwOnEndOfStream: false, ct);
            if (read == 0) throw EvidenceRefused.Empty();
            if (!type.Fits(chunk.AsSpan(0, read))) throw EvidenceRefused.ContentMismatch(type);
            for (var size = 0L; read > 0; read = await body.ReadAsync(chunk, ct))
            {
                size += read;
                if (size > limit) throw EvidenceRefused.TooLarge(limit);
                await draft.WriteAsync(chunk.AsMemory(0, read), ct);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
    }
}
