using System.Reflection;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.RabbitMq;
using Ledger.ServiceDefaults.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Architecture.Tests;

/// <summary>What facts and contracts may look like, and that everything told is heard.</summary>
public sealed class FactShapeTests
{
    public static TheoryData<string> EventSourced => [.. Platform.EventSourced.Keys];

    [Theory]
    [MemberData(nameof(EventSourced))]
    public async Task No_fact_holds_floating_point_or_a_setter(string service)
    {
        await using var app = Platform.Build(service);
        Check(app.Services.GetRequiredService<FactTypes>().ByName.Values);
    }

    [Fact]
    public void No_contract_holds_floating_point_or_a_setter() => Check(Platform.Assembly("Contracts").GetTypes()
        .Where(type => type.Namespace?.StartsWith("Ledger.Contracts.V", StringComparison.Ordinal) ?? false));

    [Fact]
    public void No_floating_point_in_the_money_path()
    {
        var offending = from assembly in new[] { "Rules", "Contracts", "Transparency" }.Select(Platform.Assembly)
                            .Concat(Platform.EventSourced.Keys.Select(Platform.Assembly))
                        from type in assembly.GetTypes()
                        where type.Namespace is { } space && (!space.StartsWith("Ledger.", StringComparison.Ordinal) ? false : assembly.GetName().Name is "Ledger.Rules" or "Ledger.Contracts" or "Ledger.Transparency" || space.Contains(".Domain", StringComparison.Ordinal))
                        from member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                        where Uses(member).Any(IsFloating)
                        select $"{type.FullName}.{member.Name}";
        Assert.Empty(offending);
    }

    [Fact]
    public async Task Every_contract_that_is_told_has_a_consumer()
    {
        var told = new HashSet<Type> { typeof(Contracts.V1.AuditPage) };
        var heard = new HashSet<Type>();
        foreach (var service in Platform.EventSourced.Keys)
        {
            await using var app = Platform.Build(service);
            told.UnionWith(app.Services.GetRequiredService<OutgoingMap>().Contracts);
            heard.UnionWith(app.Services.GetRequiredService<SubscriptionList>().All.Select(subscription => subscription.Event));
        }

        Assert.Empty(told.Except(heard));
        Assert.Empty(heard.Except(told));
    }

    [Fact]
    public async Task Every_fact_of_a_service_is_registered_under_a_name()
    {
        foreach (var service in Platform.EventSourced.Keys)
        {
            await using var app = Platform.Build(service);
            var registered = app.Services.GetRequiredService<FactTypes>().ByName.Values.ToHashSet();
            var written = Platform.In(service, "Domain").Where(type => type.IsPublic && IsFact(type)).Where(type => !registered.Contains(type));
            Assert.Empty(written);
        }
    }

    // Who reads the log sees what happened in words, not in identifiers.
    [Theory]
    [MemberData(nameof(EventSourced))]
    public async Task Every_fact_has_a_name_in_both_languages(string service)
    {
        await using var app = Platform.Build(service);
        Assert.DoesNotContain(app.Services.GetRequiredService<FactTypes>().ByName.Keys, kind => !Portal.Pages.FactNames.Has(kind));
    }

    // No endpoint is open but health, sign-in and the published API description.
    [Theory]
    [MemberData(nameof(EventSourced))]
    public async Task No_endpoint_is_open_but_health_and_the_api_description(string service)
    {
        await using var app = Platform.Build(service);
        var open = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Equal(["/health/live", "/health/ready", "/openapi/v1.json"], open.Order(StringComparer.Ordinal));
    }

    // Facts are the records of a service's *Facts.cs: past tense, never a state, command or rejection.
    // Read once: there are many types and many files.
    private static readonly Lazy<IReadOnlyList<string>> FactFiles = new(() =>
    [
        .. Platform.Root.GetDirectories("services")[0].EnumerateFiles("*Facts.cs", SearchOption.AllDirectories)
            .Where(file => file.FullName.Contains("/Domain/", StringComparison.Ordinal)).Select(file => File.ReadAllText(file.FullName)),
    ]);

    private static bool IsFact(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && FactFiles.Value.Any(text => text.Contains($"namespace {type.Namespace};", StringComparison.Ordinal) && text.Contains($"record {type.Name}(", StringComparison.Ordinal))
        && type.GetInterfaces().Length <= 1 && !type.Name.EndsWith("Line", StringComparison.Ordinal) && !type.Name.EndsWith("Item", StringComparison.Ordinal);

    private static void Check(IEnumerable<Type> facts)
    {
        var seen = new HashSet<Type>();
        foreach (var fact in facts) Walk(fact, fact.Name, seen);
    }

    private static void Walk(Type type, string path, HashSet<Type> seen)
    {
        foreach (var part in type.IsGenericType ? type.GetGenericArguments() : []) Walk(part, path, seen);
        if (type.Namespace is null || !type.Namespace.StartsWith("Ledger.", StringComparison.Ordinal) || !seen.Add(type)) return;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.False(IsFloating(property.PropertyType), $"{path}.{property.Name} is floating point.");
            var setter = property.SetMethod;
            Assert.True(setter is null || !setter.IsPublic || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)),
                $"{path}.{property.Name} can be set.");
            Walk(property.PropertyType, $"{path}.{property.Name}", seen);
        }
    }

    private static IEnumerable<Type> Uses(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        _ => [],
    };

    private static bool IsFloating(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(double) || plain == typeof(float) || plain == typeof(Half))
        || type.IsGenericType && type.GetGenericArguments().Any(IsFloating) || type.IsArray && IsFloating(type.GetElementType()!);
}
