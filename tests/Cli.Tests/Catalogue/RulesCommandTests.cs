using Ledger.Rules;

namespace Ledger.Cli.Tests.Catalogue;

public sealed class RulesCommandTests
{
    private const string Labour =
        """{"terms":{"currency":"CNY","claimed":"72000.00","capAtClaim":true,"minEvidence":0,"on":"2025-03-01"},"hours":"400","rate":"120.00","fringe":"0.35"}""";

    [Fact]
    public async Task The_list_names_every_method_of_the_catalogue()
    {
        var (code, output, error) = await RulesRun.Of("list");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.All(MethodCatalogue.All, method =>
        {
            Assert.Contains(method.Id, output, StringComparison.Ordinal);
            Assert.Contains(method.Name.En, output, StringComparison.Ordinal);
            Assert.Contains(method.Name.Zh, output, StringComparison.Ordinal);
        });
        var listed = RulesRun.Json((await RulesRun.Of("list", "--json")).Output).GetProperty("methods").EnumerateArray().ToList();
        Assert.Equal(MethodCatalogue.All.Select(method => method.Id).Distinct(), listed.Select(method => method.GetProperty("id").GetString()));
        Assert.All(listed, method => Assert.Equal(
            MethodCatalogue.All.Where(known => known.Id == method.GetProperty("id").GetString()).Select(known => known.Version),
            method.GetProperty("versions").EnumerateArray().Select(version => version.GetInt32())));
        var waterfall = listed.Single(method => method.GetProperty("id").GetString() == "sharing.waterfall");
        Assert.Equal(("sharing", "sharing", "收益分配层级"),
            (waterfall.GetProperty("area").GetString(), waterfall.GetProperty("purpose").GetString(), waterfall.GetProperty("name").GetProperty("zh").GetString()));
    }

    [Fact]
    public async Task A_list_in_one_language_leaves_the_other_out()
    {
        var (_, english, _) = await RulesRun.Of("list", "--lang", "en");
        Assert.DoesNotContain(english, character => character > 0x2E80);
        var (_, chinese, _) = await RulesRun.Of("list", "--lang", "zh");
        Assert.DoesNotContain("Benefit waterfall", chinese, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await RulesRun.Of("list", "--lang", "fr")).Code);
    }

    [Fact]
    public async Task A_description_tells_purpose_formula_inputs_source_errors_and_example()
    {
        var (code, output, error) = await RulesRun.Of("describe", "rent.quotes");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        foreach (var part in new[] { "rent.quotes v1", "used / available", "quotes[].perMonth", "Rent of one month, more than 0", "2 CFR 200.306(i)(4)", "rent.use-above-available", "日志使用时间超过可用时间", "\"Q1\"" })
            Assert.Contains(part, output, StringComparison.Ordinal);
        var json = RulesRun.Json((await RulesRun.Of("describe", "rent.quotes", "--version", "1", "--json")).Output);
        Assert.Equal(
            ["format", "id", "version", "versions", "kind", "name", "purpose", "formula", "inputs", "example", "sources", "errors"],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("object", RulesRun.Json((await RulesRun.Of("describe", "rent.quotes", "--schema")).Output).GetProperty("type").GetString());
        Assert.Equal("12", RulesRun.Json((await RulesRun.Of("describe", "rent.quotes", "--example")).Output).GetProperty("months").GetString());
    }

    [Fact]
    public async Task Members_of_maps_and_choices_are_described_too()
    {
        var (_, output, _) = await RulesRun.Of("describe", "sharing.waterfall", "--lang", "en");
        Assert.Matches(@"waterfall\[\]\.tier +cost-recovery +yes", output);
        Assert.Matches(@"waterfall\[\]\.keys\[\]\.points +object +yes", output);
        Assert.Matches(@"waterfall\[\]\.rate +string +yes +Share of the pool", output);
        Assert.Matches(@"waterfall\[\]\.rate +string +yes +Per full year", output);
        Assert.Matches(@"accepted\.\{id\} +string +Accepted value", output);
        Assert.Matches(@"costClaims +array +\S", output);
    }

    [Fact]
    public async Task Every_method_of_the_catalogue_is_described_and_evaluates_its_example()
    {
        foreach (var method in MethodCatalogue.All)
        {
            string[] which = [method.Id, "--version", $"{method.Version}"];
            Assert.Equal(ExitCode.Success, (await RulesRun.Of(["describe", .. which])).Code);
            var (code, output, error) = await RulesRun.Of(["eval", "--example", "--steps", .. which]);
            Assert.Equal((ExitCode.Success, ""), (code, error));
            Assert.Contains($"({method.Id} v{method.Version})", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Inputs_are_taken_from_standard_input_and_from_a_file()
    {
        // 400 h x 120.00 x 1.35 = 64,800.00.
        var (code, piped, _) = await RulesRun.Piped(Labour, "eval", "labour.rate", "-");
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("64800.00 CNY", piped, StringComparison.Ordinal);
        Assert.DoesNotContain("120 * (1 + 0.35)", piped, StringComparison.Ordinal);
        Assert.Equal(piped, (await RulesRun.Piped(Labour, "eval", "labour.rate")).Output);

        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json");
        try
        {
            await File.WriteAllTextAsync(file, Labour, TestContext.Current.CancellationToken);
            Assert.Equal(piped, (await RulesRun.Of("eval", "labour.rate", file)).Output);
            Assert.Contains("120 * (1 + 0.35)", (await RulesRun.Of("eval", "labour.rate", file, "--steps")).Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Json_carries_the_steps_only_when_asked()
    {
        var figures = RulesRun.Json((await RulesRun.Piped(Labour, "eval", "labour.rate", "--json")).Output);
        Assert.False(figures.TryGetProperty("steps", out _));
        Assert.Equal("64800.00", figures.GetProperty("value").GetProperty("accepted").GetProperty("amount").GetString());
        var whole = RulesRun.Json((await RulesRun.Piped(Labour, "eval", "labour.rate", "--json", "--steps")).Output);
        Assert.Equal(("ledger-result/1", "half-up"), (whole.GetProperty("format").GetString(), whole.GetProperty("rounding").GetString()));
        Assert.Equal("rate", whole.GetProperty("steps")[0].GetProperty("id").GetString());
        Assert.Equal(figures.GetProperty("inputsHash").GetString(), whole.GetProperty("inputsHash").GetString());
    }

    [Fact]
    public async Task Values_are_overridden_one_by_one()
    {
        // 100 h x 100 x 1.5 = 15,000.00.
        var (code, output, _) = await RulesRun.Piped(Labour, "eval", "labour.rate", "--set", "hours=100", "--set", "rate=100", "--set", "$.fringe=1/2", "--json");
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal("15000.00", RulesRun.Json(output).GetProperty("value").GetProperty("value").GetProperty("amount").GetString());

        var (refused, document, error) = await RulesRun.Piped(Labour, "eval", "labour.rate", "--set", "hour=100", "--json");
        Assert.Equal(ExitCode.BadInput, refused);
        Assert.StartsWith("--set hour=100: override.unknown-path: ", error, StringComparison.Ordinal);
        Assert.Equal("override.unknown-path", RulesRun.Json(document).GetProperty("rejections")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_rejection_has_its_place_code_value_and_both_languages()
    {
        var (code, output, error) = await RulesRun.Piped(Labour.Replace("\"400\"", "\"-400\"", StringComparison.Ordinal), "eval", "labour.rate", "-", "--json");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Matches(@"^-:1:\d+: \$\.hours: input\.not-positive: .+ / .+ \[-400\]", error);
        var rejection = RulesRun.Json(output).GetProperty("rejections")[0];
        Assert.Equal(("input.not-positive", "hours", "-400"),
            (rejection.GetProperty("code").GetString(), rejection.GetProperty("field").GetString(), rejection.GetProperty("value").GetString()));
        Assert.Contains("必须大于零", rejection.GetProperty("message").GetProperty("zh").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "inputs.malformed-json")]
    [InlineData("", "inputs.malformed-json")]
    [InlineData("[]", "input.wrong-type")]
    [InlineData("{\"hours\":\"1\",\"hours\":\"2\"}", "input.duplicate-member")]
    public async Task What_is_no_document_is_refused(string text, string code)
    {
        var (exit, output, error) = await RulesRun.Piped(text, "eval", "labour.rate", "-", "--json");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains($": {code}: ", error, StringComparison.Ordinal);
        Assert.Contains(RulesRun.Json(output).GetProperty("rejections").EnumerateArray(), rejection => rejection.GetProperty("code").GetString() == code);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_too_many_of_them_are_refused()
    {
        Assert.Contains("inputs.not-found", (await RulesRun.Of("eval", "labour.rate", "nowhere.json")).Error, StringComparison.Ordinal);
        var long1 = new string(' ', Cli.Scenario.ScenarioLimits.FileBytes + 1);
        Assert.Contains("inputs.too-large", (await RulesRun.Piped(long1, "eval", "labour.rate", "-")).Error, StringComparison.Ordinal);
        Assert.Equal("inputs.not-utf8", Cli.Scenario.JsonFile.Parse("x", "inputs", [0xFF]).Problems[0].Code);
    }

    [Fact]
    public async Task At_a_terminal_without_a_file_it_says_what_to_do()
    {
        var (code, output, error) = await RulesRun.Of("eval", "labour.rate");
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("--example", error, StringComparison.Ordinal);
        Assert.Contains("请给出输入文件", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules.unknown-method", "describe", "labour.guess")]
    [InlineData("rules.unknown-version", "describe", "labour.rate", "--version", "99")]
    [InlineData("rules.unknown-method", "eval", "labour.guess", "--example")]
    [InlineData("rules.unknown-version", "eval", "labour.rate", "--example", "--version", "99")]
    public async Task An_unknown_method_or_version_has_its_code(string code, params string[] arguments)
    {
        var (exit, output, error) = await RulesRun.Of([.. arguments, "--json"]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains($": {code}: ", error, StringComparison.Ordinal);
        Assert.Equal(code, RulesRun.Json(output).GetProperty("rejections")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData]
    [InlineData("dance")]
    [InlineData("list", "all")]
    [InlineData("describe")]
    [InlineData("describe", "labour.rate", "rent.quotes")]
    [InlineData("describe", "labour.rate", "--version", "one")]
    [InlineData("describe", "labour.rate", "--json", "--schema")]
    [InlineData("eval")]
    [InlineData("eval", "labour.rate", "a.json", "--example")]
    [InlineData("eval", "labour.rate", "a.json", "b.json")]
    [InlineData("eval", "labour.rate", "-", "--yaml")]
    [InlineData("eval", "labour.rate", "-", "--version", "0")]
    [InlineData("eval", "labour.rate", "-", "--set")]
    public async Task A_wrong_command_line_shows_how_it_is_called(params string[] arguments)
    {
        var (code, output, error) = await RulesRun.Of(arguments);
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Contains("ledger-cli rules ", error, StringComparison.Ordinal);
    }
}
