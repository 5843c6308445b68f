using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using JasperFx.OpenTelemetry;
using Marten;
using Marten.Services;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weasel.Core;

namespace Ledger.ServiceDefaults.Store;

/// <summary>The one place where Marten is configured: every service keeps its facts the same way.</summary>
public static class EventStore
{
    /// <summary>Schema of Marten's and the frame's tables.</summary>
    public const string Schema = "public";

    private const int PreparedStatements = 64;

    /// <summary>Registers the store on <c>ConnectionStrings:Store</c>; the schema is made by the <c>migrate</c> verb only.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services, IConfiguration configuration, StoreSetup setup)
    {
        services.AddSingleton(_ => PreparingDataSource(configuration));
        services.AddSingleton(setup.Facts);
        services.AddSingleton<TenantSessions>();
        services.AddMarten(provider =>
        {
            var options = new StoreOptions();
            options.Connection(provider.GetRequiredService<NpgsqlDataSource>());
            Configure(options, setup);
            return options;
        });
        return services;
    }

    /// <summary>Settings that every store of the platform shares; the reasons stand in deploy/decisions/0003.</summary>
    public static void Configure(StoreOptions options, StoreSetup setup)
    {
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        // The casing must be said as well: queries build their JSON paths from it, not from the serializer.
        options.UseSystemTextJsonForSerialization(casing: Casing.CamelCase, configure: json => FactJson.Configure(json));
        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Advanced.DefaultTenantUsageEnabled = false;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.UseMandatoryStreamTypeDeclaration = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.RebuildErrors.SkipApplyErrors = false;
        options.Projections.RebuildErrors.SkipSerializationErrors = false;
        options.Projections.RebuildErrors.SkipUnknownEvents = false;
        options.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        options.OpenTelemetry.TrackEventCounters();
        setup.Apply(options);
    }

    // Commands repeat a few dozen statements. Kept prepared, the server parses and plans them once per connection instead of
    // every time, and Npgsql cleans a returned connection (the tenant too) without discarding what the server has learned.
    private static NpgsqlDataSource PreparingDataSource(IConfiguration configuration)
    {
        var builder = Builder(configuration, "Store");
        if (builder.ConnectionStringBuilder.MaxAutoPrepare == 0) builder.ConnectionStringBuilder.MaxAutoPrepare = PreparedStatements;
        return builder.Build();
    }

    internal static NpgsqlDataSource DataSource(IConfiguration configuration, string name) => Builder(configuration, name).Build();

    private static NpgsqlDataSourceBuilder Builder(IConfiguration configuration, string name)
    {
        var text = configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");
        return new NpgsqlDataSourceBuilder(text);
    }
}
