using System.Diagnostics;
using Ledger.Portal.Gateway;
using Ledger.Portal.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Ledger.Portal.Tests;

/// <summary>What the gateway refuses to start with.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Every_service_and_the_issuer_have_to_be_named()
    {
        var refusal = Assert.Throws<SettingsException>(() => Read([]));

        Assert.Equal(7, refusal.Faults.Count);
        Assert.All(
            new[] { "Services:Agreements", "Services:Contributions", "Services:Valuation", "Services:Risks", "Services:Distribution", "Services:Audit", "Identity:Issuer" },
            key => Assert.Contains(refusal.Faults, fault => fault.StartsWith(key, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("localhost:5001")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("/relative")]
    public void An_address_has_to_be_http(string address)
    {
        var settings = Complete();
        settings["Services:Audit"] = $"http://127.0.0.1:5006;{address}";

        Assert.Contains($"'{address}'", Assert.Single(Assert.Throws<SettingsException>(() => Read(settings)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Proxies_are_addresses_or_networks()
    {
        var settings = Complete();
        settings["Proxy:Known"] = "10.0.0.5; 10.1.0.0/16;::1";
        Assert.Equal(["10.0.0.5/32", "10.1.0.0/16", "::1/128"], Read(settings).KnownProxies.Select(network => network.ToString()));

        settings["Proxy:Known"] = "everybody";
        Assert.Contains("'everybody'", Assert.Throws<SettingsException>(() => Read(settings)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("601")]
    [InlineData("soon")]
    public void The_time_of_a_request_is_bounded(string seconds)
    {
        var settings = Complete();
        settings["Portal:RequestSeconds"] = seconds;
        Assert.Contains($"'{seconds}'", Assert.Throws<SettingsException>(() => Read(settings)).Message, StringComparison.Ordinal);

        settings["Portal:RequestSeconds"] = "600";
        Assert.Equal(TimeSpan.FromMinutes(10), Read(settings).RequestTime);
        settings["Portal:RequestSeconds"] = null;
        Assert.Equal(Limits.RequestTime, Read(settings).RequestTime);
    }

    [Fact]
    public async Task The_program_says_so_and_ends()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Portal.dll")])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(key => key.Contains("__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("- Services:Agreements is not set", error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Complete()
    {
        var settings = ServiceCatalog.All.ToDictionary(service => $"Services:{service.Setting}", _ => (string?)"http://127.0.0.1:5000");
        settings["Identity:Issuer"] = "https://id.example.org";
        return settings;
    }

    private static PortalSettings Read(Dictionary<string, string?> settings) =>
        PortalSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new Named());

    private sealed class Named : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Production";

        public string ApplicationName { get; set; } = "portal";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
