namespace Ledger.Contributions.EvidenceFiles;

/// <summary>Looks for malware in a file before it is stored.</summary>
public interface IEvidenceScanner
{
    /// <summary>Reads the file to its end.</summary>
    /// <returns>Name of what was found, or null when the file is clean.</returns>
    /// <exception cref="ServiceDefaults.Hosting.RequestRefusedException">evidence.scanner-unavailable: nothing is taken unscanned.</exception>
    Task<string?> FindAsync(Stream file, CancellationToken ct);

    /// <summary>Whether a file could be scanned now.</summary>
    Task<bool> AnswersAsync(CancellationToken ct);
}

/// <summary>No scanner is set: every file passes.</summary>
internal sealed class NoScanner : IEvidenceScanner
{
    public Task<string?> FindAsync(Stream file, CancellationToken ct) => Task.FromResult<string?>(null);

    public Task<bool> AnswersAsync(CancellationToken ct) => Task.FromResult(true);
}

/// <summary>Reads <c>Evidence:Scanner</c>: absent for none, or <c>clamd://host:port</c>.</summary>
internal static class ScannerSetup
{
    /// <exception cref="InvalidOperationException">The setting is malformed: the service does not start.</exception>
    public static IEvidenceScanner Read(IConfiguration configuration, ILogger<IEvidenceScanner> log) => configuration["Evidence:Scanner"] switch
    {
        null or "" => new NoScanner(),
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "clamd", Host.Length: > 0, Port: > 0, PathAndQuery: "" or "/" } =>
            new ClamdScanner(address.Host, address.Port, ScannerTimes.Usual, log),
        var other => throw new InvalidOperationException($"Evidence:Scanner is '{other}'; it is clamd://host:port, or absent."),
    };
}
