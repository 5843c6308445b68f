using Ledger.Identity.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Ledger.Identity.Tests;

/// <summary>What a provider refuses to start with.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void A_machine_of_its_own_needs_only_issuer_and_store()
    {
        var settings = Read("Development", Development());

        Assert.Equal(new Uri("http://127.0.0.1:5001"), settings.Issuer);
        Assert.Equal("ledger", settings.Audience);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.StoreWait);
        Assert.Empty(settings.SeedFiles);
        Assert.Null(settings.PortalAddress);
        Assert.EndsWith(Path.Combine("ledger", "identity"), settings.KeyFolder, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_deployment_needs_https_and_a_signing_key()
    {
        var settings = Read("Production", Production());

        Assert.Equal(["/run/secrets/signing.pem"], settings.SigningKeyFiles);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("development-like")]
    public void Outside_Development_a_made_key_is_refused(string environment)
    {
        var settings = Production();
        settings["Identity:SigningKeyFile"] = null;
        settings["Identity:KeyFolder"] = "/tmp/keys";

        var faults = Faults(environment, settings);

        Assert.Contains(faults, fault => fault.Contains("Identity:SigningKeyFile is not set", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Identity:KeyFolder is set", StringComparison.Ordinal));
    }

    [Fact]
    public void Outside_Development_seeded_people_and_passwords_are_refused_and_the_password_is_not_shown()
    {
        var settings = Production();
        settings["Identity:SeedFiles"] = "a.ledger.json";
        settings["Identity:SeedPassword"] = "a-secret-word";

        var refusal = Assert.Throws<SettingsException>(() => Read("Production", settings));

        Assert.Contains(refusal.Faults, fault => fault.StartsWith("Identity:SeedFiles is set", StringComparison.Ordinal));
        Assert.Contains(refusal.Faults, fault => fault.StartsWith("Identity:SeedPassword is set", StringComparison.Ordinal));
        Assert.DoesNotContain("a-secret-word", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "http://127.0.0.1:5001", null, "has to be https")]
    [InlineData("Production", "http://identity:8080", "true", "has to be https")]
    [InlineData("Production", "https://id.example.org", "true", "Identity:AllowHttpIssuer is set")]
    [InlineData("Development", "http://identity:8080", null, "has to be https")]
    [InlineData("Development", "ftp://127.0.0.1", null, "has to be https")]
    [InlineData("Development", "not an address", null, "absolute address")]
    [InlineData("Development", "https://id.example.org/?a=b", null, "without query")]
    public void A_doubtful_issuer_is_refused(string environment, string issuer, string? allowHttp, string expected)
    {
        var settings = environment == "Production" ? Production() : Development();
        settings["Identity:Issuer"] = issuer;
        settings["Identity:AllowHttpIssuer"] = allowHttp;

        Assert.Contains(Faults(environment, settings), fault => fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Containers_of_one_machine_may_use_http_in_Development_when_told()
    {
        var settings = Development();
        settings["Identity:Issuer"] = "http://identity:8080";
        settings["Identity:AllowHttpIssuer"] = "true";

        Assert.Equal("identity", Read("Development", settings).Issuer.Host);
    }

    [Fact]
    public void Seed_files_need_a_password_of_some_length()
    {
        var settings = Development();
        settings["Identity:SeedFiles"] = "a.ledger.json; b.ledger.json";
        Assert.Contains(Faults("Development", settings), fault => fault.Contains("without Identity:SeedPassword", StringComparison.Ordinal));

        settings["Identity:SeedPassword"] = "7-chars";
        Assert.Contains(Faults("Development", settings), fault => fault.Contains("8 to 256 characters", StringComparison.Ordinal));

        settings["Identity:SeedPassword"] = "8-chars.";
        Assert.Equal(["a.ledger.json", "b.ledger.json"], Read("Development", settings).SeedFiles);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var faults = Faults("Production", new Dictionary<string, string?> { ["Proxy:Known"] = "10.0.0.5;nonsense", ["Identity:StoreWaitSeconds"] = "soon" });

        Assert.Equal(5, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("Identity:Issuer", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("ConnectionStrings:Store", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Identity:SigningKeyFile", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("'nonsense'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("'soon'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", "http://portal.example.org", false)]
    [InlineData("Production", "https://portal.example.org/path", false)]
    [InlineData("Production", "https://portal.example.org", true)]
    [InlineData("Development", "http://127.0.0.1:8080", true)]
    public void The_portal_is_an_origin(string environment, string address, bool accepted)
    {
        var settings = environment == "Production" ? Production() : Development();
        settings["Identity:PortalAddress"] = address;

        var read = Record.Exception(() => Read(environment, settings));

        Assert.Equal(accepted, read is null);
    }

    private static Dictionary<string, string?> Development() => new()
    {
        ["Identity:Issuer"] = "http://127.0.0.1:5001",
        ["ConnectionStrings:Store"] = "Host=127.0.0.1",
    };

    private static Dictionary<string, string?> Production() => new()
    {
        ["Identity:Issuer"] = "https://id.example.org",
        ["ConnectionStrings:Store"] = "Host=db.example.org",
        ["Identity:SigningKeyFile"] = "/run/secrets/signing.pem",
    };

    private static IReadOnlyList<string> Faults(string environment, Dictionary<string, string?> settings) =>
        Assert.Throws<SettingsException>(() => Read(environment, settings)).Faults;

    private static IdentitySettings Read(string environment, Dictionary<string, string?> settings) =>
        IdentitySettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new Named(environment));

    private sealed class Named(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "identity";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
