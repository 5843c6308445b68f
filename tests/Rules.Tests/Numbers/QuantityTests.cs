using System.Text.Json;
using CsCheck;

namespace Ledger.Rules.Tests;

public sealed class QuantityTests
{
    [Fact]
    public void Quantities_of_one_unit_are_calculated_exactly()
    {
        var used = Hours("1152");
        var available = Hours("1920");
        Assert.Equal(Given.Number("3/5"), used / available);
        Assert.Equal(Hours("3072"), used + available);
        Assert.Equal(Hours("-768"), used - available);
        Assert.Equal(Hours("-1152"), -used);
        Assert.Equal(Hours("384"), used * new Rational(1, 3));
        Assert.True(used < available && used <= available && available > used && available >= used);
        Assert.Equal((1, -1, true), (used.Sign, (-used).Sign, (used - used).IsZero));
        Assert.False(used.IsZero);
        Assert.Equal(1, used.CompareTo(null));
        Assert.Equal("1152 h", used.ToString());
    }

    [Fact]
    public void Units_never_mix()
    {
        var hours = Hours("1");
        var days = new Quantity(1, "day");
        Assert.Throws<InvalidOperationException>(() => hours + days);
        Assert.Throws<InvalidOperationException>(() => hours - days);
        Assert.Throws<InvalidOperationException>(() => hours / days);
        Assert.Throws<InvalidOperationException>(() => hours < days);
        Assert.Throws<InvalidOperationException>(() => Quantity.Sum([hours, days], "h"));
        Assert.NotEqual(hours, days);
        Assert.NotEqual(hours, new Quantity(1, "H"));
    }

    [Fact]
    public void A_sum_of_nothing_is_zero_of_its_unit()
    {
        Assert.Equal(Hours("0"), Quantity.Sum([], "h"));
        Assert.Equal(Hours("2.5"), Quantity.Sum([Hours("2"), Hours("1/2")], "h"));
        Assert.Throws<DivideByZeroException>(() => Hours("1") / Hours("0"));
    }

    [Fact]
    public void A_quantity_needs_a_unit_of_bounded_length()
    {
        Assert.Throws<ArgumentException>(() => new Quantity(1, " "));
        Assert.Equal(RuleLimits.Identifier, new Quantity(1, new string('u', RuleLimits.Identifier)).Unit.Length);
        Assert.Throws<ArgumentException>(() => new Quantity(1, new string('u', RuleLimits.Identifier + 1)));
    }

    [Fact]
    public void Json_is_value_and_unit()
    {
        Assert.Equal("""{"value":"2/3","unit":"h"}""", JsonSerializer.Serialize(Hours("2/3"), RuleJson.Results));
        var reader = new InputReader(Given.Json("""{"use":{"value":"2/3","unit":"h"}}"""));
        Assert.Equal(Hours("2/3"), Quantity.Read(reader, "use"));
        Assert.True(reader.Clean);
    }

    [Theory]
    [InlineData("""{}""", "input.missing at use")]
    [InlineData("""{"use":"2 h"}""", "input.wrong-type at use")]
    [InlineData("""{"use":{"value":"2"}}""", "input.missing at use.unit")]
    [InlineData("""{"use":{"unit":"h"}}""", "input.missing at use.value")]
    [InlineData("""{"use":{"value":2,"unit":"h"}}""", "input.wrong-type at use.value")]
    [InlineData("""{"use":{"value":"2","unit":" "}}""", "input.blank at use.unit")]
    [InlineData("""{"use":{"value":"2","unit":"h","per":"day"}}""", "input.unknown-member at use.per")]
    public void A_bad_quantity_is_refused_with_its_place(string inputs, string refusal)
    {
        var reader = new InputReader(Given.Json(inputs));
        Assert.Null(Quantity.Read(reader, "use") is { } read && reader.Clean ? read : null);
        Assert.Equal([refusal], reader.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}"));
    }

    [Fact]
    public void Adding_and_taking_away_undo_each_other() => Gen.Select(Gen.Long, Gen.Long).Sample((a, b) =>
        new Quantity(a, "h") + new Quantity(b, "h") - new Quantity(b, "h") == new Quantity(a, "h"));

    private static Quantity Hours(string value) => new(Given.Number(value), "h");
}
