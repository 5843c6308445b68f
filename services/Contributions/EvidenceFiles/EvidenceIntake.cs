using System.Buffers;
using Ledger.Contributions.Domain;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>Takes a file in: within the limit, not empty, and of the type it says it is.</summary>
public static class EvidenceIntake
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Reads the body to its end and stores it.</summary>
    /// <param name="body">The raw file.</param>
    /// <param name="type">The type it is said to be.</param>
    /// <param name="draft">Where it goes.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="ct">Cancels; nothing is stored then.</param>
    /// <exception cref="ServiceDefaults.Hosting.RequestRefusedException">
    /// request.too-large, evidence.empty, evidence.content-mismatch.
    /// </exception>
    public static async Task<EvidenceFile> ReceiveAsync(
        Stream body, EvidenceMediaType type, IEvidenceDraft draft, long limit, CancellationToken ct)
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

            return await draft.KeepAsync(type, ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
