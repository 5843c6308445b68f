using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Ledger.EndToEnd.Tests;

/// <summary>A whole system of its own, started and stopped by <c>./ledger</c> as a person would.</summary>
public sealed class LedgerSystem : IAsyncDisposable
{
    public static readonly string[] Services =
        ["identity", "agreements", "contributions", "valuation", "risks", "distribution", "audit", "portal"];

    /// <summary>Services with a database of events.</summary>
    public static readonly string[] Stores = ["agreements", "contributions", "valuation", "risks", "distribution", "audit"];

    private readonly IReadOnlyDictionary<string, string> _settings;

    private LedgerSystem(string folder, IReadOnlyDictionary<string, string> settings) => (Folder, _settings) = (folder, settings);

    public string Folder { get; }

    public static string Root { get; } = FindRoot();

    public static string Sample { get; } = Path.Combine(Root, "deploy/samples/taihu.ledger.json");

    public string Gateway => $"http://127.0.0.1:{Port("portal")}";

    public string PasswordFile => Path.Combine(Folder, "secrets", "dev-password");

    /// <param name="name">Its own.</param>
    /// <param name="scenarios">Scenarios beside the samples whose people can sign in.</param>
    /// <param name="settings">What its services are told besides, as an operator would by the environment.</param>
    public static async Task<LedgerSystem> StartAsync(
        string name, IEnumerable<JsonNode>? scenarios = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var systems = Environment.GetEnvironmentVariable("LEDGER_TEST_SYSTEMS")
            ?? throw new InvalidOperationException("LEDGER_TEST_SYSTEMS is not set. Run the tests with ./ledger test.");
        var system = new LedgerSystem(Path.Combine(systems, name), settings ?? new Dictionary<string, string>());
        foreach (var scenario in scenarios ?? []) system.Seed(scenario);
        await system.LedgerAsync("up", "--no-build");
        return system;
    }

    /// <summary>Runs <c>./ledger</c> for this system, whatever comes of it.</summary>
    public Task<(int Code, string Output, string Errors)> TryAsync(params string[] arguments) => RunAsync(Path.Combine(Root, "ledger"), arguments);

    /// <summary>Runs <c>./ledger</c> for this system and expects it to succeed.</summary>
    public async Task<string> LedgerAsync(params string[] arguments)
    {
        var (code, output, errors) = await TryAsync(arguments);
        Assert.True(code == 0, $"./ledger {string.Join(' ', arguments)} ended with {code}:\n{output}\n{errors}");
        return output;
    }

    /// <summary>Runs the command line of the platform.</summary>
    public Task<(int Code, string Output, string Errors)> CliAsync(params string[] arguments) =>
        RunAsync("dotnet", [Path.Combine(Root, "services/Cli/bin/Release/net10.0/ledger-cli.dll"), .. arguments]);

    /// <summary>Drives the sample through the running services; the JSON of its figures on success.</summary>
    public Task<(int Code, string Output, string Errors)> DemoAsync(string? file = null) => CliAsync(
        "demo", file ?? Sample, "--gateway", Gateway, "--password-file", PasswordFile, "--json");

    public int Port(string name) => int.Parse(
        File.ReadAllLines(Path.Combine(Folder, "ports")).Single(line => line.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..],
        CultureInfo.InvariantCulture);

    /// <summary>Ends a process as a power cut would: no goodbye. False when it was dead already.</summary>
    public bool Kill(string name)
    {
        try
        {
            var pid = int.Parse(File.ReadAllLines(Path.Combine(Folder, $"{name}.pid"))[0], CultureInfo.InvariantCulture);
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: false);
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>Processes that were started for this system and still run.</summary>
    public IReadOnlyList<string> Processes()
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "status")).Contains("State:\tZ", StringComparison.Ordinal)) continue;
                var commandLine = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                var environment = File.ReadAllText(Path.Combine(folder, "environ"));
                if (commandLine.Contains(Folder, StringComparison.Ordinal) || environment.Contains($"LEDGER_RUN={Folder}\0", StringComparison.Ordinal))
                    found.Add($"{Path.GetFileName(folder)} {commandLine}");
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The process ended while we looked, or belongs to somebody else.
            }
        }

        return found;
    }

    private void Seed(JsonNode scenario)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, $"{scenario["consortium"]!["id"]}.ledger.json");
        File.WriteAllText(file, scenario.ToJsonString());
        File.AppendAllText(Path.Combine(Folder, "seed-files"), file + "\n");
    }

    public async ValueTask DisposeAsync() => await RunAsync(Path.Combine(Root, "ledger"), ["down", "--wipe"]);

    private async Task<(int Code, string Output, string Errors)> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        start.Environment["LEDGER_RUN"] = Folder;
        foreach (var (name, value) in _settings) start.Environment[name] = value;
        start.Environment.Remove("LEDGER_POSTGRES");
        start.Environment.Remove("LEDGER_RABBITMQ");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests must run from a checkout: Ledger.sln was not found above them.");
    }
}
