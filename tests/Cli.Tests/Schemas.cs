using NJsonSchema;

namespace Ledger.Cli.Tests;

/// <summary>The published schemas, loaded once.</summary>
public sealed class Schemas : IAsyncLifetime
{
    public JsonSchema Scenario { get; private set; } = new();

    public JsonSchema Agreement { get; private set; } = new();

    public JsonSchema Profile { get; private set; } = new();

    public JsonSchema Indicators { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        Scenario = await JsonSchema.FromFileAsync(Path.Combine(Sample.Folder, "scenario.schema.json"));
        Agreement = await JsonSchema.FromFileAsync(Path.Combine(Sample.Folder, "agreement.schema.json"));
        Profile = await JsonSchema.FromFileAsync(Path.Combine(Sample.Folder, "profile.schema.json"));
        Indicators = await JsonSchema.FromFileAsync(Path.Combine(Sample.Folder, "indicators.schema.json"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
