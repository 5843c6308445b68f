using System.Security.Cryptography;
using System.Text.Json;

namespace Ledger.ServiceDefaults.Desk;

/// <summary>Passes an answer on to the client as it is written, and keeps its hash and, up to a limit, its text.</summary>
internal sealed class SeenBody(Stream client) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _kept = new();
    private bool _whole = true;

    /// <summary>SHA-256 of everything that was sent, lower-case hex; asked once, at the end.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Items of a list, or of a page of one; 1 for anything else.</summary>
    public int Count() => Parsed() is not { } body ? 1
        : body.ValueKind == JsonValueKind.Array ? body.GetArrayLength()
        : body.ValueKind == JsonValueKind.Object && body.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array ? items.GetArrayLength() : 1;

    /// <summary>The code of a problem; null when it is none of ours.</summary>
    public string? Code() => Parsed() is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
        ? code.GetString() : null;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        See(buffer);
        client.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        See(buffer.Span);
        return client.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => client.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _kept.Dispose();
        }

        base.Dispose(disposing);
    }

    // Files may be large; only what may be a page of a list is kept.
    private void See(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _whole = _whole && _kept.Length + bytes.Length <= Limits.CountedAnswerBytes;
        if (_whole) _kept.Write(bytes);
    }

    private JsonElement? Parsed()
    {
        if (!_whole || _kept.Length == 0) return null;
        try
        {
            var reader = new Utf8JsonReader(_kept.GetBuffer().AsSpan(0, (int)_kept.Length));
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
