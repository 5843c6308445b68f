using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.Architecture.Tests;

/// <summary>The broker's definitions let every service's account do what that service does, and nothing else.</summary>
public sealed class BrokerRightsTests(BrokerParts parts) : IClassFixture<BrokerParts>
{
    private static readonly JsonElement Definitions =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Platform.Root.FullName, "deploy/rabbitmq/definitions.json"))).RootElement;

    [Theory]
    [MemberData(nameof(EventSourced))]
    public void A_service_writes_what_it_tells_and_reads_what_it_hears(string service)
    {
        // The default exchange reaches every queue; a name that only begins or ends like a topic is another one.
        var everything = parts.All.Values.SelectMany(part => part.Told.Concat(part.Heard).Concat(part.Queues))
            .SelectMany(name => (string[])[name, $"x{name}", $"{name}x"]).Concat(["", "amq.default", "amq.fanout"]).ToHashSet(StringComparer.Ordinal);
        var (told, heard) = (parts.All[service].Told, parts.All[service].Heard);
        var own = everything.Where(name => name.StartsWith($"{Account(service)}.", StringComparison.Ordinal)).ToList();
        Assert.Subset(own.ToHashSet(StringComparer.Ordinal), parts.All[service].Queues.ToHashSet(StringComparer.Ordinal));

        // The client declares both ends before it uses them.
        AssertAllows(service, "configure", everything, own.Concat(told).Concat(heard));
        AssertAllows(service, "write", everything, own.Concat(told));
        AssertAllows(service, "read", everything, own.Concat(heard));
    }

    [Fact]
    public void Only_the_account_of_Audit_hands_on_messages_that_name_their_publisher()
    {
        var users = Definitions.GetProperty("users").EnumerateArray()
            .ToDictionary(user => user.GetProperty("name").GetString()!, user => user.GetProperty("tags").GetString());
        Assert.Equal(
            Platform.EventSourced.Keys.Select(Account).Append("ledger").Order(StringComparer.Ordinal), users.Keys.Order(StringComparer.Ordinal));
        Assert.All(users, user => Assert.Equal(user.Key == "audit" ? "impersonator" : "", user.Value));
    }

    public static TheoryData<string> EventSourced() => [.. Platform.EventSourced.Keys];

    private static string Account(string service) => service.ToLowerInvariant();

    private static void AssertAllows(string service, string right, IEnumerable<string> everything, IEnumerable<string> expected)
    {
        var account = Account(service);
        var pattern = Definitions.GetProperty("permissions").EnumerateArray()
            .Single(permission => permission.GetProperty("user").GetString() == account).GetProperty(right).GetString()!;
        var allowed = everything.Where(name => Regex.IsMatch(name, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        Assert.Equal(expected.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }
}
