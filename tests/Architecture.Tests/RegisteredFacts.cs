using Ledger.ServiceDefaults.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Architecture.Tests;

/// <summary>The facts of all services, by stored name: which service records each (the first of them where several do), and its shape.</summary>
public sealed class RegisteredFacts : IAsyncLifetime
{
    private readonly SortedDictionary<string, (string Service, Type Shape)> all = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, (string Service, Type Shape)> All => all;

    public async ValueTask InitializeAsync()
    {
        foreach (var service in Platform.EventSourced.Keys)
        {
            await using var app = Platform.Build(service);
            foreach (var (name, shape) in app.Services.GetRequiredService<FactTypes>().ByName) all.TryAdd(name, (service, shape));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
