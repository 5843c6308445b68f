using Ledger.Identity.Settings;
using Ledger.Identity.Store;
using Ledger.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Identity.Tests.Running;

/// <summary>The real provider on a real port of the loopback address, in this process.</summary>
public sealed class RunningProvider : IAsyncDisposable
{
    public const string Password = "open-sesame-1";

    public const string KeyFolder = "keys";

    public const string Scenario = """
        {
          "format": "ledger-scenario/1",
          "consortium": { "id": "taihu", "name": { "en": "Taihu", "zh": "太湖" } },
          "people": [
            { "id": "lin", "name": { "en": "Lin", "zh": "林工" }, "organisation": "E1", "roles": ["signatory", "contributor"] },
            { "id": "gu", "name": { "en": "Gu", "zh": "顾审计" }, "organisation": "G", "roles": ["regulator"] }
          ]
        }
        """;

    private readonly WebApplication _app;
    private readonly Task _run;
    private readonly CancellationTokenSource _stop;
    private readonly DirectoryInfo? _ownFolder;

    private RunningProvider(WebApplication app, Task run, CancellationTokenSource stop, DirectoryInfo? ownFolder, Uri address, ShiftedClock clock)
    {
        (_app, _run, _stop, _ownFolder, Address, Clock) = (app, run, stop, ownFolder, address, clock);
    }

    public Uri Address { get; }

    public ShiftedClock Clock { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>A new browser: no cookies, redirects not followed.</summary>
    public Browser Browser() => new(Address);

    /// <summary>Ends when the provider does, with its fault if it has one.</summary>
    public Task EndAsync() => _run.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Settings of a provider for one machine.</summary>
    public static Dictionary<string, string?> Settings(string store, Uri address, DirectoryInfo folder, string scenario = Scenario)
    {
        var file = Path.Combine(folder.FullName, "people.ledger.json");
        File.WriteAllText(file, scenario);
        return new Dictionary<string, string?>
        {
            ["ConnectionStrings:Store"] = store,
            ["Identity:Issuer"] = address.GetLeftPart(UriPartial.Authority),
            ["Identity:SeedFiles"] = file,
            ["Identity:SeedPassword"] = Password,
            ["Identity:KeyFolder"] = Path.Combine(folder.FullName, KeyFolder),
            ["Identity:StoreWaitSeconds"] = "30",
        };
    }

    /// <summary>Starts the provider and, unless told otherwise, waits until it is ready.</summary>
    public static async Task<RunningProvider> StartAsync(
        string store, string scenario = Scenario, DirectoryInfo? folder = null, Uri? address = null, string environment = "Development",
        bool ready = true, Action<Dictionary<string, string?>>? change = null)
    {
        var ownFolder = folder is null ? Directory.CreateTempSubdirectory("ledger-identity") : null;
        address ??= FreePort.Address();
        var clock = new ShiftedClock();
        var settings = Settings(store, address, (folder ?? ownFolder)!, scenario);
        change?.Invoke(settings);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        var app = IdentityApplication.Create(builder);
        var stop = new CancellationTokenSource();
        var run = IdentityApplication.RunAsync(app, stop.Token);
        var provider = new RunningProvider(app, run, stop, ownFolder, address, clock);
        while (ready && !app.Services.GetRequiredService<StartState>().Complete)
        {
            if (run.IsCompleted)
            {
                throw new InvalidOperationException("The provider ended before it was ready.", run.Exception);
            }

            await Task.Delay(20);
        }

        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await EndAsync();
        }
        catch (Exception fault) when (fault is OperationCanceledException or StoreUnavailableException)
        {
            // Told to stop, or the test was about a start that fails.
        }

        await _app.DisposeAsync();
        _stop.Dispose();
        _ownFolder?.Delete(recursive: true);
    }
}

/// <summary>A clock that a test can put forward.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private TimeSpan _shift;

    public void Advance(TimeSpan by) => _shift += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}

/// <summary>One migrated database and one provider for the tests that leave no trace others could stumble over.</summary>
public sealed class SharedProvider : IAsyncLifetime
{
    private TestDatabase? _database;
    private RunningProvider? _provider;

    public RunningProvider Provider => _provider!;

    public TestDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.MigratedAsync();
        _provider = await RunningProvider.StartAsync(_database.App);
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class SharedProviderCollection : ICollectionFixture<SharedProvider>
{
    public const string Name = "shared provider";
}
