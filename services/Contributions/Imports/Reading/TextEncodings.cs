using System.Buffers;
using System.Text;

namespace Ledger.Contributions.Imports;

/// <summary>
/// Which encoding a text file has: UTF-8 when every byte fits it, else GB18030 when every byte fits that. Nobody has to say it;
/// Chinese text in GB18030 is practically never valid UTF-8.
/// </summary>
internal static class TextEncodings
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>UTF-8, with or without its mark.</summary>
    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>GB 18030, which holds GBK and GB 2312.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The encoding of the whole file, or null when it is neither.</summary>
    /// <param name="open">Opens the file from its beginning.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Encoding?> DetectAsync(Func<CancellationToken, Task<Stream>> open, CancellationToken ct)
    {
        foreach (var encoding in new[] { Utf8, Gb18030 })
        {
            await using var file = await open(ct);
            if (await FitsAsync(file, encoding, ct)) return encoding;
        }

        return null;
    }

    private static async Task<bool> FitsAsync(Stream file, Encoding encoding, CancellationToken ct)
    {
        var decoder = encoding.GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var chars = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(bytes.Length));
        try
        {
            for (var read = 1; read > 0;)
            {
                read = await file.ReadAsync(bytes, ct);
                decoder.GetChars(bytes.AsSpan(0, read), chars, flush: read == 0);
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
        }
    }
}
