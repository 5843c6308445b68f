using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Ledger.Integration.Tests.Support;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ledger.Integration.Tests.Secrecy;

/// <summary>A text that must be found nowhere, in every form in which it would be written down.</summary>
public sealed record Canary(string Text)
{
    public static Canary New(string name) => new($"{name}{Guid.NewGuid():N}");

    /// <summary>UTF-8, UTF-16, and the inner characters of base64 at each of its three alignments.</summary>
    public IReadOnlyList<byte[]> Forms { get; } =
    [
        Encoding.UTF8.GetBytes(Text), Encoding.Unicode.GetBytes(Text),
        .. Enumerable.Range(0, 3).Select(shift => Encoding.ASCII.GetBytes(Base64Url.EncodeToString([.. new byte[shift], .. Encoding.UTF8.GetBytes(Text)])[4..^4])),
    ];

    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var form in Forms)
        {
            if (bytes.IndexOf(form) >= 0) return true;
        }

        return false;
    }
}

/// <summary>Everything that services and servers leave behind.</summary>
public static class Traces
{
    /// <summary>A whole database, as pg_dump writes it.</summary>
    public static async Task<byte[]> DumpAsync(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo("pg_dump", ["-h", to.Host!, "-p", to.Port.ToString(), "-U", to.Username!, "--inserts", to.Database!]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["PGPASSWORD"] = to.Password;
        using var process = Process.Start(start)!;
        using var dump = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(dump);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return dump.ToArray();
    }

    /// <summary>Files of the run: the servers' data with write-ahead log and queues, logs, and further folders.</summary>
    public static async Task<IReadOnlyList<(Canary Canary, string File)>> FilesWithAsync(IReadOnlyList<Canary> canaries, params string[] folders)
    {
        await using (var connection = await TestDatabase.OpenAsync(Servers.Postgres))
        await using (var checkpoint = new NpgsqlCommand("checkpoint", connection)) await checkpoint.ExecuteNonQueryAsync();
        var found = new List<(Canary, string)>();
        foreach (var file in Folders().Concat(folders).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        {
            try
            {
                // Locks are empty files that cannot be opened.
                if (new FileInfo(file).Length == 0) continue;
                // Shared with the servers that write them.
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var content = new MemoryStream();
                await stream.CopyToAsync(content);
                foreach (var canary in canaries)
                {
                    if (canary.IsIn(content.GetBuffer().AsSpan(0, (int)content.Length))) found.Add((canary, file));
                }
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                // Files of running servers come and go.
            }
        }

        return found;
    }

    private static IEnumerable<string> Folders()
    {
        var run = Environment.GetEnvironmentVariable("LEDGER_TEST_RUN") ?? throw new InvalidOperationException("LEDGER_TEST_RUN is not set. Run the tests with ./ledger test.");
        yield return run;
        var home = Path.Combine(run, "server-home");
        if (File.Exists(home) && !File.ReadAllText(home).Trim().StartsWith(run, StringComparison.Ordinal)) yield return File.ReadAllText(home).Trim();
    }
}

/// <summary>Every line that services log, at every level.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public int Count => _lines.Count;

    public IEnumerable<string> With(Canary canary) => _lines.Where(line => canary.IsIn(Encoding.UTF8.GetBytes(line)));

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
