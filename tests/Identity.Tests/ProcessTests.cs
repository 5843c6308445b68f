using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Ledger.Identity.Tests.Running;
using Ledger.Tests.Running;

namespace Ledger.Identity.Tests;

/// <summary>The program as the operator starts it: exit codes and what it says.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-identity");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task With_seeded_people_outside_Development_it_does_not_start()
    {
        var settings = RunningProvider.Settings("Host=127.0.0.1", new Uri("http://127.0.0.1:1"), _folder);

        var (code, error) = await RunAsync("Production", settings);

        Assert.Equal(2, code);
        Assert.Contains("Identity refuses to start", error, StringComparison.Ordinal);
        Assert.Contains("Identity:SeedPassword is set", error, StringComparison.Ordinal);
        Assert.Contains("Identity:SigningKeyFile is not set", error, StringComparison.Ordinal);
        Assert.Contains("Identity:KeyFolder is set", error, StringComparison.Ordinal);
        Assert.Contains("has to be https", error, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningProvider.Password, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "keys")));
    }

    [Fact]
    public async Task Without_an_environment_it_takes_itself_for_a_real_deployment()
    {
        var (code, error) = await RunAsync(null, []);

        Assert.Equal(2, code);
        Assert.Contains("Identity:SigningKeyFile is not set", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_database_that_does_not_come_it_ends_after_the_wait()
    {
        var address = FreePort.Address();
        var settings = RunningProvider.Settings($"Host=127.0.0.1;Port={FreePort.Address().Port};Username=a;Password=a;Database=a", address, _folder);
        settings["Identity:StoreWaitSeconds"] = "2";

        var (code, error) = await RunAsync("Development", settings, "--urls", address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(3, code);
        Assert.Contains("the store was not ready within 2 s", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_seed_file_ends_the_start_with_file_and_path()
    {
        await using var database = await TestDatabase.MigratedAsync();
        var address = FreePort.Address();
        var settings = RunningProvider.Settings(database.App, address, _folder, """{"consortium":{"id":"taihu"},"people":[{"id":"lin","organisation":"E1","roles":["boss"]}]}""");

        var (code, error) = await RunAsync("Development", settings, "--urls", address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(2, code);
        Assert.Contains("people.ledger.json: $.people[0].roles[0]", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_makes_the_schema_and_exits_well()
    {
        await using var database = await TestDatabase.CreateAsync();

        var (code, error) = await RunAsync(
            "Production", new() { ["ConnectionStrings:Owner"] = database.Owner, ["ConnectionStrings:Store"] = database.App }, "migrate");

        Assert.True(code == 0, error);
        Assert.Equal(0L, await database.ExecuteAsync("select count(*) from identity.people"));
    }

    [Fact]
    public async Task Outside_Development_it_works_behind_a_trusted_proxy_that_speaks_https_and_refuses_plain_http()
    {
        await using var database = await TestDatabase.MigratedAsync();
        var file = Path.Combine(_folder.FullName, "signing.pem");
        using (var key = RSA.Create(2048))
        {
            await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        }

        await using var provider = await RunningProvider.StartAsync(database.App, environment: "Production", change: settings =>
        {
            settings.Clear();
            settings["ConnectionStrings:Store"] = database.App;
            settings["Identity:Issuer"] = "https://id.example.org";
            settings["Identity:SigningKeyFile"] = file;
            settings["Proxy:Known"] = "127.0.0.1";
        });
        using var browser = provider.Browser();

        using var plain = await browser.GetAsync("/.well-known/openid-configuration");
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-Host", "id.example.org");
        using var forwarded = await browser.GetAsync("/.well-known/openid-configuration");
        using var form = await browser.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        Assert.Equal(HttpStatusCode.OK, forwarded.StatusCode);
        var document = await forwarded.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"https://id.example.org/connect/token\"", document, StringComparison.Ordinal);
        Assert.Contains("\"RS256\"", document, StringComparison.Ordinal);
        Assert.Contains("max-age=", forwarded.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        var cookie = Assert.Single(form.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-ledger-form=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(int Code, string Error)> RunAsync(string? environment, Dictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Identity.dll"), .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }

        if (environment is not null)
        {
            start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        await output;
        return (process.ExitCode, await error);
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("Identity__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);
}
