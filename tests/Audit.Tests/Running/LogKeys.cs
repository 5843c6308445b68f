using Ledger.Audit.Checkpoints;
using Ledger.Transparency.Witnesses;
using Microsoft.Extensions.Configuration;

namespace Ledger.Audit.Tests.Running;

/// <summary>The log keys of the tests: the log's own and a stranger's of the same name.</summary>
internal static class LogKeys
{
    public const string Origin = "ledger.example/audit";

    public static byte[] Seed { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static LogKey Own { get; } = Of(Seed);

    public static LogKey Stranger { get; } = Of([.. Enumerable.Range(101, 32).Select(i => (byte)i)]);

    public static string PolicyText { get; } = $"log {Own.Public}\nquorum none\n";

    public static WitnessPolicy Policy { get; } = WitnessPolicy.Parse(PolicyText);

    public static LogKey Of(byte[] seed) => LogKey.Open(Settings(("Log:Key", Convert.ToBase64String(seed)), ("Log:Origin", Origin)))!;

    public static IConfiguration Settings(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build();
}
