using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Ledger.Architecture.Tests;

/// <summary>
/// docker-compose.yml describes the system that the launcher starts, as far as a machine without a container engine can tell:
/// it is read, merged and held against the services, their migrations, the files it mounts and the variables it needs.
/// </summary>
public sealed partial class ComposeTests
{
    private static readonly Dictionary<object, object> File = Read();

    private static Dictionary<object, object> Services => (Dictionary<object, object>)File["services"];

    [Fact]
    public void Every_service_has_a_container_of_its_own_image()
    {
        foreach (var service in Platform.Services.Where(service => service != "Cli"))
        {
            var build = Map(Map(Services[service.ToLowerInvariant()])["build"]);
            Assert.Equal("deploy/images/Dockerfile", build["dockerfile"]);
            Assert.Equal(service, Map(build["args"])["SERVICE"]);
        }
    }

    [Fact]
    public void Every_store_is_migrated_once_before_any_service_starts()
    {
        foreach (var service in Platform.EventSourced.Keys.Select(name => name.ToLowerInvariant()))
        {
            var job = Map(Services[$"migrate-{service}"]);
            Assert.Equal(["migrate"], (List<object>)job["command"]);
            Assert.Contains($"ledger_{service}_owner", (string)Map(job["environment"])["ConnectionStrings__Owner"], StringComparison.Ordinal);
            foreach (var other in Platform.EventSourced.Keys.Select(name => name.ToLowerInvariant()))
                Assert.Equal("service_completed_successfully", Map(Map(Map(Services[other])["depends_on"])[$"migrate-{service}"])["condition"]);
        }
    }

    [Fact]
    public void What_a_container_waits_for_exists()
    {
        foreach (var (name, service) in Services)
        {
            if (Map(service).TryGetValue("depends_on", out var needed))
                Assert.All(Map(needed).Keys, other => Assert.True(Services.ContainsKey(other), $"{name} waits for {other}, which is not there."));
        }
    }

    [Fact]
    public void What_is_mounted_from_the_checkout_is_there()
    {
        var mounts = Services.Values.Select(Map).Where(service => service.ContainsKey("volumes")).SelectMany(service => (List<object>)service["volumes"])
            .Select(mount => ((string)mount).Split(':')[0]).Where(source => source.StartsWith('.')).ToList();
        Assert.NotEmpty(mounts);
        Assert.All(mounts, source => Assert.True(Path.Exists(Path.Combine(Platform.Root.FullName, source)), $"{source} is missing."));
    }

    [Fact]
    public void Every_required_variable_is_one_that_the_environment_script_writes()
    {
        var compose = System.IO.File.ReadAllText(Path.Combine(Platform.Root.FullName, "docker-compose.yml"));
        var required = Required().Matches(compose).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(required);
        Assert.All(required, variable => Assert.True(Written(variable), $"{variable} is required and not written."));
    }

    // The script builds most names from a service and a role.
    private static bool Written(string variable)
    {
        var script = System.IO.File.ReadAllText(Path.Combine(Platform.Root.FullName, "deploy/compose-env.sh"));
        if (script.Contains($"{variable}=", StringComparison.Ordinal)) return true;
        var parts = variable.Split('_');
        return parts is ["LEDGER", .. var middle, "PASSWORD"]
            && (script.Contains($" {string.Join('_', middle)}", StringComparison.Ordinal) || middle.All(part => script.Contains(part, StringComparison.Ordinal)));
    }

    private static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    private static Dictionary<object, object> Read()
    {
        using var text = new StreamReader(Path.Combine(Platform.Root.FullName, "docker-compose.yml"));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text)));
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+):\?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Required();
}
