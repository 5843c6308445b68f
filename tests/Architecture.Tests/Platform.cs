using ArchUnitNET.Loader;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Architecture.Tests;

/// <summary>The assemblies under test, and the repository they are built from.</summary>
internal static class Platform
{
    /// <summary>Services that keep facts: each is a process with a database of its own.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string[], LedgerService>> EventSourced =
        new Dictionary<string, Func<string[], LedgerService>>(StringComparer.Ordinal)
        {
            ["Agreements"] = Agreements.AgreementsService.Create,
            ["Contributions"] = Contributions.ContributionsService.Create,
            ["Valuation"] = Valuation.ValuationService.Create,
            ["Risks"] = Risks.RisksService.Create,
            ["Distribution"] = Distribution.DistributionService.Create,
            ["Audit"] = Audit.AuditService.Create,
        };

    /// <summary>A service as it would start, with servers that do not exist.</summary>
    public static WebApplication Build(string service) => EventSourced[service](
    [
        "--ConnectionStrings:Store=Host=127.0.0.1;Port=1", "--ConnectionStrings:Relay=Host=127.0.0.1;Port=1", "--RabbitMq:Uri=amqp://127.0.0.1:1/",
        "--Identity:Issuer=http://127.0.0.1:1", $"--Evidence:Folder={Path.GetTempPath()}", "--environment=Development",
    ]).Build();

    public static readonly string[] Services = [.. EventSourced.Keys, "Identity", "Portal", "Witness", "Cli"];

    public static System.Reflection.Assembly Assembly(string name) => System.Reflection.Assembly.Load(name == "Cli" ? "ledger-cli" : $"Ledger.{name}");

    public static readonly System.Reflection.Assembly[] All =
    [
        .. Services.Select(Assembly),
        Assembly("Rules"), Assembly("Transparency"), Assembly("Reporting"), Assembly("Contracts"), Assembly("ServiceDefaults"), Assembly("ServiceDefaults.RabbitMq"),
    ];

    /// <summary>Everything we wrote, with its dependencies, as ArchUnitNET reads it from the compiled code.</summary>
    public static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(All).Build();

    public static DirectoryInfo Root { get; } = FindRoot();

    /// <summary>Types of a service in one of its rooms: Domain, Features, Integration.</summary>
    public static IEnumerable<System.Type> In(string service, string room) => Assembly(service).GetTypes()
        .Where(type => type.Namespace is { } space && (space == $"Ledger.{service}.{room}" || space.StartsWith($"Ledger.{service}.{room}.", StringComparison.Ordinal)));

    private static DirectoryInfo FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) return folder;
        throw new InvalidOperationException("The tests must run from a checkout: Ledger.sln was not found above them.");
    }
}
