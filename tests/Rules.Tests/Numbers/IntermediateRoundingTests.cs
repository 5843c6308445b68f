using System.Text.Json;

namespace Ledger.Rules.Tests;

public sealed class IntermediateRoundingTests
{
    [Fact]
    public void A_published_example_with_rounded_lines_is_reproduced_and_the_exact_one_differs()
    {
        // Public case G04: 100 x 120/105 = 114.29; physical loss 114.29 x 4/(4 + 6) x 60% = 27.43.
        var rounded = new IntermediateRounding(Rounding.HalfUp, 2);
        var cost = rounded.Apply(Given.Number("100") * 120 / 105);
        Assert.Equal(Given.Number("114.29"), cost);
        Assert.Equal(Given.Number("27.43"), rounded.Apply(cost * Given.Number("0.24")));
        IntermediateRounding? exact = null;
        Assert.Equal(Given.Number("800/7"), exact.Apply(Given.Number("100") * 120 / 105));
    }

    [Fact]
    public void A_source_that_truncates_is_reproduced_with_its_own_mode()
    {
        // Public case G15: 25.34 x (1 + 11% + 7.65% + 15%) = 33.86691, printed as 33.86.
        var rate = Given.Number("25.34") * Given.Number("1.3365");
        Assert.Equal(Given.Number("33.86691"), rate);
        Assert.Equal(Given.Number("33.86"), new IntermediateRounding(Rounding.Down, 2).Apply(rate));
        Assert.Equal(Given.Number("33.87"), new IntermediateRounding(Rounding.HalfUp, 2).Apply(rate));
    }

    [Fact]
    public void It_is_read_and_written_as_a_member_of_the_inputs()
    {
        var reader = new InputReader(Given.Json("""{"intermediates":{"rounding":"half-even","places":3}}"""));
        var read = IntermediateRounding.Read(reader);
        reader.Close();
        Assert.True(reader.Clean);
        Assert.Equal(new IntermediateRounding(Rounding.HalfEven, 3), read);
        Assert.Equal("""{"rounding":"half-even","places":3}""", JsonSerializer.Serialize(read, RuleJson.PlainAmounts));
        Assert.Null(IntermediateRounding.Read(new InputReader(Given.Json("{}"))));
    }

    [Theory]
    [InlineData("""{"intermediates":2}""", "input.wrong-type at intermediates")]
    [InlineData("""{"intermediates":{"places":2}}""", "input.missing at intermediates.rounding")]
    [InlineData("""{"intermediates":{"rounding":"half-up"}}""", "input.missing at intermediates.places")]
    [InlineData("""{"intermediates":{"rounding":"up","places":2}}""", "input.unknown-value at intermediates.rounding")]
    [InlineData("""{"intermediates":{"rounding":"down","places":-1}}""", "input.out-of-range at intermediates.places")]
    [InlineData("""{"intermediates":{"rounding":"down","places":13}}""", "input.out-of-range at intermediates.places")]
    [InlineData("""{"intermediates":{"rounding":"down","places":"2"}}""", "input.wrong-type at intermediates.places")]
    [InlineData("""{"intermediates":{"rounding":"down","places":2,"only":"x"}}""", "input.unknown-member at intermediates.only")]
    public void A_bad_one_is_refused_with_its_place(string inputs, string refusal)
    {
        var reader = new InputReader(Given.Json(inputs));
        IntermediateRounding.Read(reader);
        Assert.Equal([refusal], reader.Rejections.Select(rejection => $"{rejection.Code} at {rejection.Field}"));
    }
}
