using Ledger.Cli.Importing;

namespace Ledger.Cli.Tests;

public sealed class ImportArgumentsTests
{
    private static readonly string[] Connection = ["--gateway", "http://127.0.0.1:1", "--password-file", "p"];

    [Fact]
    public void Everything_that_is_not_said_has_a_careful_default()
    {
        var given = ImportArguments.Read(["rows.csv", "--consortium", "taihu", "--kind", "use", .. Connection], out var problem);
        Assert.Null(problem);
        Assert.Equal(("rows.csv", "text/csv", "imports?kind=use&mode=all-or-nothing&dryRun=false", "lin"), (given!.File, given.MediaType, given.Address, given.Person));
        var other = ImportArguments.Read(
            ["rows.ndjson", "--consortium", "taihu", "--kind", "time", "--mode", "accept-good", "--dry-run", "--person", "zhao", .. Connection], out _);
        Assert.Equal(("application/x-ndjson", "imports?kind=time&mode=accept-good&dryRun=true", "zhao"), (other!.MediaType, other.Address, other.Person));
    }

    [Theory]
    [InlineData("--consortium taihu --kind use")]
    [InlineData("a.csv b.csv --consortium taihu --kind use")]
    [InlineData("a.csv --kind use")]
    [InlineData("a.csv --consortium taihu")]
    [InlineData("a.csv --consortium taihu --kind things")]
    [InlineData("a.csv --consortium taihu --kind use --mode some")]
    [InlineData("a.csv --consortium taihu --kind use --quickly")]
    public void What_is_missing_or_unknown_is_said(string line)
    {
        Assert.Null(ImportArguments.Read([.. line.Split(' '), .. Connection], out var problem));
        Assert.NotEmpty(problem!.Zh);
    }
}
