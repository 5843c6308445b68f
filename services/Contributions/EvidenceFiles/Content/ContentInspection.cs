using System.Buffers.Binary;
using System.Text.Json;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// Whether a file is whole and of its type, as far as its outer form tells. Nothing is rendered, and nothing inside is run.
/// </summary>
internal static class ContentInspection
{
    // Readers look for the end mark of a PDF within its last 1024 bytes (PDF 1.7, implementation note 18).
    private const int PdfTail = 1024;

    private static ReadOnlySpan<byte> PdfEnd => "%%EOF"u8;

    /// <exception cref="ServiceDefaults.Hosting.RequestRefusedException">evidence.content-mismatch, evidence.archive-….</exception>
    public static async Task CheckAsync(Stream file, EvidenceMediaType type, CancellationToken ct)
    {
        switch (type.Extension)
        {
            case ".pdf":
                if (!await EndsAsPdfAsync(file, ct)) throw EvidenceRefused.ContentMismatch(type);
                break;
            case ".png":
                if (!await IsPngAsync(file, type.Signature.Length, ct)) throw EvidenceRefused.ContentMismatch(type);
                break;
            case ".jpg":
                if (!await IsJpegAsync(file, ct)) throw EvidenceRefused.ContentMismatch(type);
                break;
            case ".json":
                if (!await IsJsonAsync(file, ct)) throw EvidenceRefused.ContentMismatch(type);
                break;
            case ".zip" or ".docx" or ".xlsx":
                await new ArchiveInspection(type).CheckAsync(file, ct);
                break;
        }
    }

    private static async Task<bool> EndsAsPdfAsync(Stream file, CancellationToken ct)
    {
        var tail = new byte[Math.Min(PdfTail, file.Length)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, ct);
        return tail.AsSpan().IndexOf(PdfEnd) >= 0;
    }

    // Chunks of length, name, data and checksum, from IHDR to IEND and nothing behind it.
    private static async Task<bool> IsPngAsync(Stream file, int from, CancellationToken ct)
    {
        var head = new byte[8];
        file.Position = from;
        for (var first = true; ; first = false)
        {
            if (file.Position + head.Length > file.Length) return false;
            await file.ReadExactlyAsync(head, ct);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var name = head.AsSpan(4);
            if (first && !(length == 13 && name.SequenceEqual("IHDR"u8))) return false;
            var next = file.Position + length + 4;
            if (next > file.Length || name.SequenceEqual("IEND"u8)) return length == 0 && next == file.Length;
            file.Position = next;
        }
    }

    // Marker segments up to the start of the scan, a frame among them, and an end-of-image mark somewhere behind it.
    private static async Task<bool> IsJpegAsync(Stream file, CancellationToken ct)
    {
        var head = new byte[4];
        file.Position = 2;
        for (var framed = false; ;)
        {
            if (file.Position + head.Length > file.Length) return false;
            await file.ReadExactlyAsync(head, ct);
            var length = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2));
            if (head[0] != 0xff || length < 2) return false;
            framed |= head[1] is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);
            file.Position += length - 2;
            if (head[1] == 0xda) return framed && await HoldsAsync(file, 0xff, 0xd9, ct);
        }
    }

    private static async Task<bool> HoldsAsync(Stream file, byte first, byte second, CancellationToken ct)
    {
        var chunk = new byte[1 << 16];
        for (byte before = 0; ;)
        {
            var read = await file.ReadAsync(chunk, ct);
            if (read == 0) return false;
            if ((before == first && chunk[0] == second) || chunk.AsSpan(0, read).IndexOf([first, second]) >= 0) return true;
            before = chunk[read - 1];
        }
    }

    private static async Task<bool> IsJsonAsync(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        try
        {
            using var document = await JsonDocument.ParseAsync(file, cancellationToken: ct);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
