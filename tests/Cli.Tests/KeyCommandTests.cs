using Ledger.Cli.Keys;

namespace Ledger.Cli.Tests;

/// <summary>The public key of a private key file, as policies name it: published pairs.</summary>
public sealed class KeyCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task The_key_of_the_published_log_is_that_of_its_checkpoints()
    {
        // PRIVATE+KEY+example.com/log/testdata+33d7b496+..., of which the first byte says the kind.
        await File.WriteAllBytesAsync(_file, Convert.FromBase64String("AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg")[1..]);
        Assert.Equal((0, "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"), await RunAsync(_file, "--name", "example.com/log/testdata"));
    }

    [Fact]
    public async Task The_key_of_the_published_witness_is_that_of_its_cosignatures()
    {
        await File.WriteAllTextAsync(_file, Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(
            (0, "witness.example.com/w1+a0059f11+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"), await RunAsync(_file, "--name", "witness.example.com/w1", "--witness"));
    }

    [Fact]
    public async Task What_is_no_key_is_refused()
    {
        await File.WriteAllTextAsync(_file, "no key");
        Assert.Equal(ExitCode.BadInput, (await RunAsync(_file, "--name", "a")).Code);
        Assert.Equal(ExitCode.BadInput, (await RunAsync("/nowhere", "--name", "a")).Code);
        Assert.Equal(ExitCode.BadInput, (await RunAsync(_file)).Code);
        await File.WriteAllBytesAsync(_file, new byte[32]);
        Assert.Equal(ExitCode.BadInput, (await RunAsync(_file, "--name", "two words")).Code);
        await File.WriteAllBytesAsync(_file, new byte[(16 << 10) + 1]);
        Assert.Equal(ExitCode.BadInput, (await RunAsync(_file, "--name", "a")).Code);
    }

    public void Dispose() => File.Delete(_file);

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await new KeyCommand().RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString().Trim());
    }
}
