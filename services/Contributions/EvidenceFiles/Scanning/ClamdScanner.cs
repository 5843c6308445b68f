using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Polly;
using Polly.Retry;

namespace Ledger.Contributions.EvidenceFiles;

/// <summary>How long a scanner may take.</summary>
/// <param name="Connect">To answer a connection.</param>
/// <param name="Scan">To scan one file.</param>
/// <param name="Pause">Before the second try.</param>
internal sealed record ScannerTimes(TimeSpan Connect, TimeSpan Scan, TimeSpan Pause)
{
    public static ScannerTimes Usual { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(200));
}

/// <summary>
/// ClamAV's daemon over TCP (clamd(8)): <c>zINSTREAM\0</c>, then chunks of a length (four bytes, big-endian) and as many bytes,
/// a length of zero at the end, and one answer: <c>stream: OK</c>, <c>stream: NAME FOUND</c> or <c>… ERROR</c>. clamd's own
/// <c>StreamMaxLength</c> must be at least the largest evidence file (its default of 25 MB is).
/// </summary>
internal sealed class ClamdScanner(string host, int port, ScannerTimes times, ILogger log) : IEvidenceScanner
{
    private const int ChunkBytes = 1 << 16;
    private const int AnswerBytes = 1 << 10;
    private const string Begin = "stream: ";
    private const string Found = " FOUND";

    // Scanning has no effect, so it can be tried again; once, because a person waits.
    private readonly ResiliencePipeline _again = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 1, Delay = times.Pause,
            ShouldHandle = new PredicateBuilder().Handle<IOException>().Handle<SocketException>(),
        })
        .Build();

    public async Task<string?> FindAsync(Stream file, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(times.Scan);
        try
        {
            return await _again.ExecuteAsync(async token => Judge(await AskAsync(file, token)), limited.Token);
        }
        catch (Exception failure) when (failure is IOException or SocketException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogError(failure, "The virus scanner {Host}:{Port} did not scan a file", host, port);
            throw EvidenceRefused.ScannerUnavailable();
        }
    }

    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            using var connection = await ConnectAsync(ct);
            var stream = connection.GetStream();
            await stream.WriteAsync("zPING\0"u8.ToArray(), ct);
            return await AnswerAsync(stream, ct) == "PONG";
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static string? Judge(string answer)
    {
        if (answer == Begin + "OK") return null;
        if (answer.StartsWith(Begin, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal) && answer.Length > Begin.Length + Found.Length)
            return answer[Begin.Length..^Found.Length];
        // Whatever is neither clean nor infected was not scanned.
        throw new InvalidAnswerException(answer);
    }

    private async Task<string> AskAsync(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        using var connection = await ConnectAsync(ct);
        var stream = connection.GetStream();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes + sizeof(int));
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
            int read;
            do
            {
                read = await file.ReadAsync(chunk.AsMemory(sizeof(int), ChunkBytes), ct);
                BinaryPrimitives.WriteInt32BigEndian(chunk, read);
                await stream.WriteAsync(chunk.AsMemory(0, read + sizeof(int)), ct);
            }
            while (read > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }

        return await AnswerAsync(stream, ct);
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken ct)
    {
        var connection = new TcpClient();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(times.Connect);
        try
        {
            await connection.ConnectAsync(host, port, limited.Token);
            return connection;
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            connection.Dispose();
            throw new IOException($"clamd at {host}:{port} does not answer.", late);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // One answer ends with a zero byte, as the command did; a peer that sends more than an answer is no clamd.
    private static async Task<string> AnswerAsync(NetworkStream stream, CancellationToken ct)
    {
        var answer = new byte[AnswerBytes];
        for (var length = 0; length < answer.Length;)
        {
            var read = await stream.ReadAsync(answer.AsMemory(length), ct);
            var end = answer.AsSpan(length, read).IndexOf((byte)0);
            if (end >= 0) return Encoding.UTF8.GetString(answer, 0, length + end);
            if (read == 0) throw new IOException("clamd closed the connection before its answer.");
            length += read;
        }

        throw new IOException("clamd's answer has no end.");
    }

    private sealed class InvalidAnswerException(string answer) : IOException($"clamd answered '{answer}'.");
}
