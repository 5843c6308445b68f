using System.Text;
using CsCheck;
using Ledger.Identity.People;
using Ledger.Identity.Settings;
using Ledger.Identity.Tests.Running;

namespace Ledger.Identity.Tests;

/// <summary>Reading people out of scenario files.</summary>
public sealed class SeedFileTests
{
    [Fact]
    public void People_are_read_and_the_rest_of_the_file_is_nobodys_business_here()
    {
        var people = Parse(RunningProvider.Scenario.Replace("\"format\"", "\"somethingNew\": [1, {}], \"format\"", StringComparison.Ordinal));

        Assert.Equal(["lin@taihu", "gu@taihu"], people.Select(person => person.Subject));
        Assert.Equal(("Lin", "林工", "E1", "taihu"), (people[0].NameEn, people[0].NameZh, people[0].Organisation, people[0].Consortium));
        Assert.Equal(["contributor", "signatory"], people[0].Roles);
    }

    [Theory]
    [InlineData("\"Lin\"", "Lin", "Lin")]
    [InlineData("{\"zh\":\"林工\"}", "林工", "林工")]
    [InlineData("{\"en\":\"Lin\"}", "Lin", "Lin")]
    [InlineData("null", "lin", "lin")]
    public void A_name_may_be_in_one_language_or_missing(string name, string en, string zh)
    {
        var person = Assert.Single(Parse($$"""{"consortium":{"id":"taihu"},"people":[{"id":"lin","name":{{name}},"organisation":"E1","roles":[]}]}"""));

        Assert.Equal((en, zh), (person.NameEn, person.NameZh));
    }

    [Fact]
    public void Every_fault_is_named_with_its_path()
    {
        var faults = Faults("""
            {"consortium":{"id":"Tai hu"},"people":[
              {"id":"lin","organisation":"E1","roles":["contributor"]},
              {"id":"lin@x","organisation":"","roles":["chief"]},
              {"id":"lin","organisation":"E1","roles":["valuer"]},
              {"id":"he","organisation":"E1"}]}
            """);

        Assert.Collection(
            faults,
            fault => Assert.Contains("s.ledger.json: $.consortium.id", fault, StringComparison.Ordinal),
            fault => Assert.Contains("$.people[1].id", fault, StringComparison.Ordinal),
            fault => Assert.Contains("$.people[1].organisation", fault, StringComparison.Ordinal),
            fault => Assert.Contains("$.people[1].roles[0]", fault, StringComparison.Ordinal),
            fault => Assert.Contains("$.people[2].id is there twice", fault, StringComparison.Ordinal),
            fault => Assert.Contains("$.people[3].roles", fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\n\"consortium\": {\n oops", "s.ledger.json(3): not well-formed JSON")]
    [InlineData("{\"consortium\":{\"id\":\"taihu\",\"id\":\"other\"},\"people\":[]}", "s.ledger.json(1): not well-formed JSON")]
    [InlineData("[]", "$.consortium.id")]
    [InlineData("{\"consortium\":{\"id\":\"taihu\"}}", "$.people has to be a list")]
    public void A_malformed_file_is_refused_with_its_line_or_path(string json, string expected) =>
        Assert.Contains(Faults(json), fault => fault.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void More_people_than_the_limit_are_refused()
    {
        string People(int count) => "{\"consortium\":{\"id\":\"taihu\"},\"people\":[" + string.Join(',', Enumerable.Range(0, count)
            .Select(number => $$"""{"id":"p{{number}}","organisation":"E1","roles":[]}""")) + "]}";

        Assert.Equal(Limits.SeedPeople, Parse(People(Limits.SeedPeople)).Count);
        Assert.Contains(Faults(People(Limits.SeedPeople + 1)), fault => fault.Contains("at most 1000", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains(
        "/nowhere/s.ledger.json cannot be read",
        Assert.Throws<SettingsException>(() => SeedFile.Read("/nowhere/s.ledger.json")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Whatever_the_bytes_are_they_give_people_or_a_refusal_that_names_the_file() =>
        Gen.OneOf(Gen.Byte.Array[0, 200], Mutated()).Sample(bytes =>
        {
            try
            {
                return SeedFile.Parse(bytes, "s.ledger.json").All(person => person.Subject == $"{person.Subject.Split('@')[0]}@{person.Consortium}");
            }
            catch (SettingsException refusal)
            {
                return refusal.Faults.All(fault => fault.Contains("s.ledger.json", StringComparison.Ordinal));
            }
        });

    // The valid file with some bytes overwritten: most faults sit deeper than random bytes reach.
    private static Gen<byte[]> Mutated()
    {
        var valid = Encoding.UTF8.GetBytes(RunningProvider.Scenario);
        return Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 4].Select(changes =>
        {
            var copy = (byte[])valid.Clone();
            foreach (var (index, value) in changes)
            {
                copy[index] = value;
            }

            return copy;
        });
    }

    private static IReadOnlyList<SeedPerson> Parse(string json) => SeedFile.Parse(Encoding.UTF8.GetBytes(json), "s.ledger.json");

    private static IReadOnlyList<string> Faults(string json) => Assert.Throws<SettingsException>(() => Parse(json)).Faults;
}
