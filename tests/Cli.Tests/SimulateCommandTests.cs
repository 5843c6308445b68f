using System.Text.Json;
using Ledger.Cli.Commands;

namespace Ledger.Cli.Tests;

public sealed class SimulateCommandTests
{
    [Fact]
    public async Task The_sample_succeeds_and_explains_every_share()
    {
        var (code, output, error) = await Run(Sample.File);
        Assert.Equal(ExitCode.Success, code);
        Assert.Empty(error);
        foreach (var figure in new[] { "914,605.56", "252,995.31", "90,169.08", "196,835.61", "262,995.31", "105,469.08", "34,700.00", "600,000.00" })
            Assert.Contains(figure, output, StringComparison.Ordinal);
        Assert.Contains("0.05 * 914605.56", output, StringComparison.Ordinal);
        Assert.Contains("太湖机床厂", output, StringComparison.Ordinal);
        Assert.Contains("Every expected figure was met.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newcomer_finds_every_line_of_a_share_with_rule_formula_and_rounding()
    {
        var (_, output, _) = await Run(Sample.File, "--lang", "en");
        var start = output.IndexOf("Why is my share 252,995.31?", StringComparison.Ordinal);
        var end = output.IndexOf("Why is my share 90,169.08?", StringComparison.Ordinal);
        Assert.True(start > 0 && end > start);

        // Worked by hand in sample A of the domain reference: 840,000.00 and 74,605.56 accepted; 45,730.28 + 164,085.46 + 43,179.57.
        var why = string.Join(' ', output[start..end].Split([' ', '\n', '│', '─', '┼', '├', '┤', '╭', '╮', '╰', '╯', '┬', '┴'], StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in new[]
            {
                "E1-machine", "market.comparables v1", "E1-licence", "income.royalty-relief v1", "914,605.56", "sharing.waterfall v1",
                "0.1 * 600000.00", "Cost recovery", "0.05 * 914605.56", "45,730.28", "Rounded half-up", "359,829.72", "0.6 * 359829.72", "164,085.46", "43,179.57", "0.7000 of it was cut off",
                "46.85% of the distributable 540,000.00", "R2-placement: the reserve pays E1", "risk.allocation v2", "262,995.31",
            })
        {
            // Cells are broken at blanks, so the words of a phrase need not stand together.
            Assert.All(part.Split(' '), word => Assert.Contains(word, why, StringComparison.Ordinal));
        }

        Assert.DoesNotContain("份额", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_language_is_printed_when_asked()
    {
        var (code, output, _) = await Run(Sample.File, "--lang", "zh");
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("我的份额为何是", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Why is my share", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await Run(Sample.File, "--lang", "de")).Code);
    }

    [Fact]
    public async Task What_if_changes_a_value_and_does_not_compare_the_files_expectations()
    {
        // A pool of 700,000.00 feeds the reserve with a tenth.
        var (code, output, error) = await Run(Sample.File, "--set", "pools[0].amount=700000.00", "--json");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal("70000.00", root.GetProperty("reserve").GetProperty("funded").GetString());
        Assert.Equal("pools[0].amount=700000.00", root.GetProperty("overrides")[0].GetString());
        Assert.Contains("belong to the unchanged case", (await Run(Sample.File, "--set", "pools[0].amount=700000.00")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_override_that_cannot_be_made_has_a_stable_code()
    {
        var (code, output, error) = await Run(Sample.File, "--set", "pools[1].amount=1", "--json");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith("--set pools[1].amount=1: override.unknown-path: ", error, StringComparison.Ordinal);
        Assert.Equal("override.unknown-path", JsonDocument.Parse(output).RootElement.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_overridden_value_that_a_rule_refuses_is_placed_in_the_file()
    {
        var (code, _, error) = await Run(Sample.File, "--set", "contributions[3].appraisal.inputs.hours=0");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Matches(@":\d+:\d+: \$\.contributions\[3\]\.appraisal\.inputs\.hours: input\.not-positive: .+ \[0\]", error);
    }

    [Fact]
    public async Task Two_runs_stand_side_by_side_with_their_difference()
    {
        var (code, output, error) = await Run(Sample.File, "--set", "pools[0].amount=700000.00", "--compare", "--json");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        var root = JsonDocument.Parse(output).RootElement;
        var figures = root.GetProperty("figures").EnumerateArray().ToDictionary(figure => figure.GetProperty("name").GetString()!);
        Assert.Equal(("60000.00", "70000.00", "10000.00"), Figure("reserve.funded"));
        Assert.Equal(("914605.56", "914605.56", "0.00"), Figure("accepted.E1"));
        // The fixed points of S are half of 0.40 of the residual: 90,000.00 more to distribute, all of it residual.
        Assert.Equal("18000.00", Figure("tiers.2025.residual/fixed-points.S").Difference);
        Assert.Equal(root.GetProperty("figures").GetArrayLength(), figures.Count);

        var (_, table, _) = await Run(Sample.File, "--set", "pools[0].amount=700000.00", "--compare", "--lang", "en");
        Assert.Contains("+18,000.00", table, StringComparison.Ordinal);
        Assert.Contains("--set pools[0].amount=700000.00", table, StringComparison.Ordinal);

        (string? Base, string? Changed, string? Difference) Figure(string name) =>
            (figures[name].GetProperty("base").GetString(), figures[name].GetProperty("changed").GetString(), figures[name].GetProperty("difference").GetString());
    }

    [Fact]
    public async Task Two_files_stand_side_by_side_also_where_one_has_a_line_the_other_lacks()
    {
        var other = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.ledger.json");
        try
        {
            await File.WriteAllTextAsync(other, Sample.With("riskEvents", "[]"), TestContext.Current.CancellationToken);
            var (code, output, _) = await Run(Sample.File, "--against", other, "--json");
            Assert.Equal(ExitCode.Success, code);
            var figures = JsonDocument.Parse(output).RootElement.GetProperty("figures").EnumerateArray().ToDictionary(figure => figure.GetProperty("name").GetString()!);
            Assert.Equal("-25300.00", figures["reserve.drawn"].GetProperty("difference").GetString());
            Assert.False(figures["losses.R1-disruption.net"].TryGetProperty("changed", out _));
            var (tables, table, _) = await Run(Sample.File, "--against", other);
            Assert.Equal(ExitCode.Success, tables);
            Assert.Contains("losses.R1-disruption.net", table, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(other);
        }
    }

    [Fact]
    public async Task Cases_in_different_currencies_are_not_compared()
    {
        var other = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.ledger.json");
        try
        {
            var euro = Sample.Text.Replace("\"currency\": \"CNY\"", "\"currency\": \"EUR\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(other, euro, TestContext.Current.CancellationToken);
            var (code, _, error) = await Run(Sample.File, "--against", other);
            Assert.Equal(ExitCode.BadInput, code);
            Assert.Contains("compare.currency", error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(other);
        }
    }

    [Fact]
    public async Task Json_is_stable_and_complete()
    {
        var (code, first, _) = await Run(Sample.File, "--json");
        var (_, second, _) = await Run("--json", Sample.File);
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal(first, second);
        var root = JsonDocument.Parse(first).RootElement;
        Assert.Equal(
            ["format", "consortium", "currency", "accepted", "inKind", "contributions", "losses", "tiers", "shares", "cash", "reserve", "unmet", "explanations"],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal("262995.31", root.GetProperty("cash").GetProperty("E1").GetString());
        Assert.Equal("34700.00", root.GetProperty("reserve").GetProperty("closing").GetString());
        Assert.Equal(0, root.GetProperty("unmet").GetArrayLength());
        Assert.Equal("contribution/E1-machine", root.GetProperty("explanations")[0].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task An_unmet_expectation_is_named_and_fails()
    {
        var changed = Sample.With("expected/cash/E1", "\"262995.32\"");
        var (code, output, error) = await RunText(changed, "--json");
        Assert.Equal(ExitCode.Differs, code);
        Assert.Equal("cash.E1: expected 262995.32, got 262995.31 / 应为262995.32，实为262995.31", error.Trim());
        var unmet = JsonDocument.Parse(output).RootElement.GetProperty("unmet")[0];
        Assert.Equal(("cash.E1", "262995.32", "262995.31"), (unmet.GetProperty("name").GetString(), unmet.GetProperty("expected").GetString(), unmet.GetProperty("actual").GetString()));
        Assert.Equal(ExitCode.Differs, (await RunText(changed)).Code);
    }

    [Theory]
    [InlineData("expected/accepted/E2", "accepted.E2")]
    [InlineData("expected/shares/S", "shares.S")]
    [InlineData("expected/reserve", "reserve")]
    [InlineData("expected/shares/G", "shares.G")]
    public async Task Every_kind_of_expectation_is_compared(string path, string name) =>
        Assert.StartsWith(name + ":", (await RunText(Sample.With(path, "\"1.00\""))).Error, StringComparison.Ordinal);

    [Fact]
    public async Task A_malformed_file_is_refused_with_its_place()
    {
        var (code, output, error) = await RunText(Sample.Text.Replace("\"claimed\": \"1200000.00\"", "\"claimed\": \"1200000.005\"", StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Empty(output);
        Assert.Matches(@"^\S+:\d+:7: \$\.contributions\[0\]\.claimed: money\.over-precise: .+ / .+", error);
    }

    [Fact]
    public async Task Inputs_a_rule_refuses_are_refused_with_their_place()
    {
        var (code, output, error) = await RunText(Sample.Text.Replace("\"hours\": \"400\"", "\"hours\": \"-400\"", StringComparison.Ordinal), "--json");
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Matches(@"^\S+:\d+:\d+: \$\.contributions\[3\]\.appraisal\.inputs\.hours: input\.not-positive: ", error);
        Assert.Equal("input.not-positive", JsonDocument.Parse(output).RootElement.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("simulate", "a.json", "b.json")]
    [InlineData("simulate", "--yaml")]
    [InlineData("simulate", "nowhere.json")]
    [InlineData("simulate", "a.json", "--compare")]
    [InlineData("simulate", "a.json", "--set")]
    [InlineData("simulate", "a.json", "--compare", "--against", "b.json")]
    [InlineData("simulate", "a.json", "--set", "a=b", "--against", "b.json")]
    [InlineData("dance")]
    [InlineData]
    public async Task A_wrong_command_line_is_refused(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.BadInput, await new CommandLine([new SimulateCommand()], output, error).RunAsync(arguments, TestContext.Current.CancellationToken));
        Assert.NotEmpty(error.ToString());
    }

    [Fact]
    public async Task Help_names_the_commands()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Success, await new CommandLine([new SimulateCommand()], output, error).RunAsync(["--help"], TestContext.Current.CancellationToken));
        Assert.Contains("simulate FILE [--json] [--lang en|zh] [--set PATH=VALUE]", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new SimulateCommand().RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<(int Code, string Output, string Error)> RunText(string text, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.ledger.json");
        try
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            return await Run([file, .. arguments]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
