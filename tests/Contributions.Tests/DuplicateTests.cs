using Ledger.Contributions.Domain;
using Ledger.Contributions.Duplicates;
using Ledger.Rules;
using Ledger.Tests;
using Microsoft.Extensions.Configuration;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class DuplicateTests
{
    private static readonly EquipmentDetails Thing = new("TH5-2021-037", 46, new Rational(16, 25));
    private static readonly Particulars Donated = Machine with { Details = new(Equipment: Thing) };

    [Fact]
    public void The_same_serial_number_stands_once_however_it_is_written() =>
        Given().When(state => ContributionDecider.Decide(state, Register(Machine with { Details = new(Equipment: Thing with { SerialNumber = "th5 2021 037" }) }) with
        {
            Claims = [new StandingClaim("serial:TH52021037", new DateOnly(2025, 2, 1), DateOnly.MaxValue, "E2-machine")],
        })).ThenRejected<SerialNumberTwice>("contribution.duplicate-serial-number", "details.equipment.serialNumber");

    [Fact]
    public void What_was_lent_can_be_lent_again_once_it_is_back()
    {
        var lent = Machine with
        {
            Kind = ContributionKind.LoanedEquipment,
            Details = new(Equipment: Thing with { Loan = new Period(new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 31)), AvailableHoursPerMonth = 100 }),
        };
        Given().When(state => ContributionDecider.Decide(state, Register(lent) with { Claims = [Claim("2025-01-01", "2025-02-28")] }))
            .Then<ContributionRegistered>(_ => { });
        Given().When(state => ContributionDecider.Decide(state, Register(lent) with { Claims = [Claim("2025-01-01", "2025-03-01")] }))
            .ThenRejected<SerialNumberTwice>();
        static StandingClaim Claim(string from, string to) => new("serial:TH52021037", DateOnly.Parse(from), DateOnly.Parse(to), "r");
    }

    [Fact]
    public void An_issuers_invoice_number_stands_under_one_contribution()
    {
        var numbered = Machine with { Evidence = [Invoice with { Number = "No. 0042", Issuer = "maker" }, Photo] };
        var key = Assert.Single(AssetKey.Of(numbered));
        Assert.Equal(("paper:maker:NO0042", "evidence[0].number"), (key.Name, key.Field));
        Given().When(state => ContributionDecider.Decide(state, Register(numbered) with
        {
            Claims = [new StandingClaim(key.Name, DateOnly.MinValue, DateOnly.MaxValue, "other")],
        })).ThenRejected<InvoiceTwice>("contribution.duplicate-invoice", "evidence[0].number");
        Given().When(state => ContributionDecider.Decide(state, Register(Machine with { Evidence = [Invoice with { Number = "42" }] })))
            .ThenRejected<EvidenceIssuerMissing>("evidence.issuer-missing", "evidence[0].issuer");
        Given().When(state => ContributionDecider.Decide(state, Register(Machine with { Evidence = [Invoice with { Number = new string('4', ContributionLimits.PaperNumber + 1), Issuer = "m" }] })))
            .ThenRejected<InputRejection>("input.too-long", "evidence[0].number");
    }

    [Fact]
    public void What_states_no_number_has_no_key() => Assert.Empty(AssetKey.Of(Machine));

    [Fact]
    public void What_stands_in_another_consortium_is_refused_without_a_word_of_it_or_flagged()
    {
        var refused = Given().When(state => ContributionDecider.Decide(state, Register(Donated) with { Elsewhere = Elsewhere.Refused }))
            .ThenRejected<RegisteredElsewhere>("contribution.registered-elsewhere");
        Assert.Equal("The same thing is registered elsewhere.", refused.Message.En);
        Given().When(state => ContributionDecider.Decide(state, Register(Donated) with { Elsewhere = Elsewhere.Flagged }))
            .ThenState(state => Assert.True(state.RegisteredElsewhere));
    }

    [Fact]
    public void Digests_depend_on_key_use_and_text()
    {
        var one = Key(new string('A', 44)[..43] + "=");
        var other = Key(Convert.ToBase64String(new byte[32].Select((_, i) => (byte)i).ToArray()));
        Assert.Equal(one.Digest("asset", "x"), one.Digest("asset", "x"));
        Assert.NotEqual(one.Digest("asset", "x"), other.Digest("asset", "x"));
        Assert.NotEqual(one.Digest("asset", "x"), one.Digest("holder", "x"));
        Assert.NotEqual(one.Digest("asset", "x"), one.Digest("asset", "y"));
    }

    [Theory]
    [InlineData("Duplicates:Key", "short")]
    [InlineData("Duplicates:Key", "AAAA")]
    [InlineData("Duplicates:Elsewhere", "perhaps")]
    public void A_malformed_setting_stops_the_service(string name, string value) =>
        Assert.Throws<InvalidOperationException>(() => RegistryKey.Read(Settings((name, value))));

    [Fact]
    public void Without_a_key_nothing_is_compared_across_consortia()
    {
        Assert.Null(RegistryKey.Read(Settings()).Key);
        Assert.True(RegistryKey.Read(Settings()).Refuses);
        Assert.False(RegistryKey.Read(Settings(("Duplicates:Elsewhere", "flag"))).Refuses);
    }

    [Fact]
    public void The_application_cannot_read_the_registry_itself()
    {
        var sql = RegistrySchema.Sql();
        Assert.Contains("revoke all on asset_registry from public, {app}", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("tenant_id", sql, StringComparison.Ordinal);
        StoredFacts.Endures(new AssetClaimed("serial:X", Id, "r", DateOnly.MinValue, DateOnly.MaxValue));
    }

    private static RegistryKey Key(string text) => RegistryKey.Read(Settings(("Duplicates:Key", text)));

    private static IConfiguration Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(entry => entry.Name, entry => (string?)entry.Value)).Build();

    private static Given<Contribution> Given(params object[] facts) =>
        GivenWhenThen.Given(Contribution.None(Id), ContributionDecider.Evolve, facts);
}
