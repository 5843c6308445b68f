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
        Assert.Contains("simulate FILE [--json]", output.ToString(), StringComparison.Ordinal);
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
