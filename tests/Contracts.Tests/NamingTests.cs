using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Contracts.Tests;

/// <summary>How contracts are named and what they may hold.</summary>
public sealed partial class NamingTests
{
    private static readonly HashSet<Type> Values =
        [typeof(string), typeof(int), typeof(long), typeof(bool), typeof(Guid), typeof(DateOnly), typeof(DateTimeOffset), typeof(JsonElement)];

    public static TheoryData<Type> Contracts => AllContracts.Rows;

    [Fact]
    public void There_are_contracts() => Assert.NotEmpty(AllContracts.Types);

    [Theory]
    [MemberData(nameof(Contracts))]
    public void The_topic_is_service_and_fact_and_version(Type contract)
    {
        var attribute = AllContracts.Attribute(contract);
        Assert.Matches(TopicPattern, attribute.Topic);
        Assert.True(attribute.Version >= 1);
        Assert.Equal($"{attribute.Name}.v{attribute.Version}", IntegrationEventAttribute.TopicOf(contract));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void The_fact_in_the_topic_is_the_name_of_the_type(Type contract) => Assert.Equal(
        JsonNamingPolicy.KebabCaseLower.ConvertName(contract.Name), AllContracts.Attribute(contract).Name.Split('.')[1]);

    [Theory]
    [MemberData(nameof(Contracts))]
    public void The_namespace_is_the_version(Type contract) =>
        Assert.Equal($"Ledger.Contracts.V{AllContracts.Attribute(contract).Version}", contract.Namespace);

    [Fact]
    public void No_two_contracts_share_a_topic() => Assert.Distinct(AllContracts.Types.Select(IntegrationEventAttribute.TopicOf));

    [Fact]
    public void A_type_without_a_topic_is_no_contract() =>
        Assert.Throws<ArgumentException>(() => IntegrationEventAttribute.TopicOf(typeof(V1.MoneyAmount)));

    // What stands in a version's namespace is a contract or a part of one.
    [Fact]
    public void Nothing_else_lives_beside_the_contracts()
    {
        var reached = new HashSet<Type>();
        foreach (var contract in AllContracts.Types) Reach(contract, reached);
        var published = typeof(IntegrationEventAttribute).Assembly.GetExportedTypes().Where(type => type != typeof(IntegrationEventAttribute));
        Assert.Equal(
            published.Select(type => type.FullName).Order(StringComparer.Ordinal),
            reached.Select(type => type.FullName).Order(StringComparer.Ordinal));
    }

    // Amounts, rates and quantities are decimal strings: no reader's number type can change them.
    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_holds_text_whole_numbers_dates_ids_and_its_own_parts(Type contract)
    {
        var parts = new HashSet<Type>();
        Reach(contract, parts);
        foreach (var property in parts.SelectMany(Members))
        {
            var type = Item(property.PropertyType);
            Assert.True(Values.Contains(type) || IsPart(type), $"{property.DeclaringType!.Name}.{property.Name} is {type.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_is_a_sealed_record_that_nothing_can_change(Type contract)
    {
        var parts = new HashSet<Type>();
        Reach(contract, parts);
        foreach (var part in parts)
        {
            Assert.True(part.IsSealed, part.Name);
            Assert.NotNull(part.GetMethod("<Clone>$"));
            foreach (var property in Members(part))
            {
                Assert.Contains(
                    typeof(System.Runtime.CompilerServices.IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers());
            }
        }
    }

    [Fact]
    public void Contracts_reference_only_the_base_class_library() => Assert.All(
        typeof(IntegrationEventAttribute).Assembly.GetReferencedAssemblies(),
        reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    private static void Reach(Type part, HashSet<Type> reached)
    {
        if (!reached.Add(part)) return;
        foreach (var member in Members(part).Select(property => Item(property.PropertyType)).Where(IsPart)) Reach(member, reached);
    }

    private static IEnumerable<PropertyInfo> Members(Type part) =>
        part.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.Name != "EqualityContract");

    private static Type Item(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Item(type.GetGenericArguments()[0]) : type;
    }

    private static bool IsPart(Type type) => type.Assembly == typeof(IntegrationEventAttribute).Assembly;

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9][0-9]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicPattern { get; }
}
