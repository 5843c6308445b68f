using Ledger.Cli.Commands;

namespace Ledger.Cli.Tests;

public sealed class PeopleCommandTests
{
    [Fact]
    public async Task The_samples_people_are_listed_with_their_sign_in_names_and_roles()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Success, await new PeopleCommand().RunAsync([Sample.File], output, error, CancellationToken.None));
        var lines = output.ToString().Split('\n');
        Assert.Contains(lines, line => line.Contains("lin@taihu", StringComparison.Ordinal) && line.Contains("林海燕", StringComparison.Ordinal) && line.Contains("contributor, signatory", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("li@taihu", StringComparison.Ordinal) && line.Contains("REG", StringComparison.Ordinal) && line.Contains("regulator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_file_it_says_how_it_is_called()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.BadInput, await new PeopleCommand().RunAsync([], output, error, CancellationToken.None));
        Assert.Contains("people FILE", error.ToString(), StringComparison.Ordinal);
    }
}
