using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>
/// The plain bytes of a stored file, decrypted chunk by chunk as they are read, from any position. A chunk that is not the one
/// that was stored ends the reading with <see cref="InvalidDataException"/>: wrong bytes never come out.
/// </summary>
internal sealed class DecryptingStream : Stream
{
    private readonly SafeFileHandle _file;
    private readonly ChunkCipher _cipher;
    private readonly long _stored;
    private readonly long _chunks;
    private readonly byte[] _chunk = new byte[ChunkCipher.StoredBytes];
    private readonly byte[] _plain = new byte[ChunkCipher.PlainBytes];

    private long _open = -1;
    private int _openBytes;

    /// <param name="file">The stored file; closed with the stream.</param>
    /// <param name="cipher">Its cipher; disposed with the stream.</param>
    /// <exception cref="InvalidDataException">No file has this length.</exception>
    public DecryptingStream(SafeFileHandle file, ChunkCipher cipher)
    {
        _file = file;
        _cipher = cipher;
        _stored = RandomAccess.GetLength(file) - ChunkCipher.HeadBytes;
        _chunks = _stored <= 0 ? 0 : ((_stored - 1) / ChunkCipher.StoredBytes) + 1;
        if (_chunks is 0 or > uint.MaxValue || BytesOf(_chunks - 1) < ChunkCipher.TagBytes) throw Damaged();
        Length = _stored - (_chunks * ChunkCipher.TagBytes);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Position >= Length) return 0;
        var number = Position / ChunkCipher.PlainBytes;
        if (number != _open) Open(number, RandomAccess.Read(_file, _chunk.AsSpan(0, BytesOf(number)), At(number)));
        return Copy(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || Position >= Length) return 0;
        var number = Position / ChunkCipher.PlainBytes;
        if (number != _open) Open(number, await RandomAccess.ReadAsync(_file, _chunk.AsMemory(0, BytesOf(number)), At(number), cancellationToken));
        return Copy(buffer.Span);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _cipher.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        base.Dispose(disposing);
    }

    private static long At(long number) => ChunkCipher.HeadBytes + (number * ChunkCipher.StoredBytes);

    private static InvalidDataException Damaged() => new("A chunk of the stored file is not the one that was stored.");

    private int BytesOf(long number) => (int)Math.Min(ChunkCipher.StoredBytes, _stored - (number * ChunkCipher.StoredBytes));

    private void Open(long number, int read)
    {
        _open = -1;
        if (read != BytesOf(number) || !_cipher.TryOpen((uint)number, number == _chunks - 1, _chunk.AsSpan(0, read), _plain)) throw Damaged();
        (_open, _openBytes) = (number, read - ChunkCipher.TagBytes);
    }

    private int Copy(Span<byte> buffer)
    {
        var from = (int)(Position - (_open * ChunkCipher.PlainBytes));
        var count = Math.Min(buffer.Length, _openBytes - from);
        _plain.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }
}
