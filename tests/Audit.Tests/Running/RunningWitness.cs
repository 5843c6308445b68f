using Ledger.Transparency.Notes;
using Ledger.Witness;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Audit.Tests.Running;

/// <summary>A real witness behind HTTP that keeps its folder and its address when it is stopped and started again.</summary>
internal sealed class RunningWitness(string name, params VerifierKey[] logs) : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-witness");
    private WebApplication? _app;
    private WitnessFolder? _held;

    public string Address { get; private set; } = "http://127.0.0.1:0";

    public VerifierKey Key { get; private set; } = null!;

    /// <summary>The file in which it remembers what it has seen.</summary>
    public string Memory => Path.Combine(_folder.FullName, "seen");

    /// <summary>Its line in a policy.</summary>
    public string Line => $"witness {name} {Key} {Address}\n";

    public static async Task<RunningWitness> StartAsync(string name, params VerifierKey[] logs)
    {
        var witness = new RunningWitness(name, logs);
        await witness.StartAsync();
        return witness;
    }

    public async Task StartAsync()
    {
        var settings = new WitnessSettings($"witness.example/{name}", _folder.FullName, logs);
        _held = WitnessFolder.Open(settings);
        _app = WitnessApplication.Create(["--Logging:LogLevel:Default=None"], settings, _held, TimeProvider.System);
        _app.Urls.Add(Address);
        await _app.StartAsync();
        (Address, Key) = (_app.Urls.First(), _held.Signer.Key);
    }

    public async Task StopAsync()
    {
        if (_app is null) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _held!.Dispose();
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}
