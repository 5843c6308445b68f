namespace Ledger.Architecture.Tests;

/// <summary>Section 3 of the design, line by line.</summary>
public sealed class WhoKnowsWhomTests
{
    private static readonly string[] Pure = ["Rules", "Transparency", "Contracts"];

    public static TheoryData<string> EventSourced => [.. Platform.EventSourced.Keys];

    public static TheoryData<string> AllServices => [.. Platform.Services];

    [Fact]
    public void Contracts_reference_nothing() => Assert.Empty(ForeignReferences("Contracts"));

    [Fact]
    public void Rules_reference_only_the_base_class_library() => Assert.Empty(ForeignReferences("Rules"));

    [Fact]
    public void Transparency_references_no_service_no_store_and_no_web_framework() => Assert.DoesNotContain(
        ForeignReferences("Transparency"),
        name => name.StartsWith("Ledger.", StringComparison.Ordinal) || name.StartsWith("Marten", StringComparison.Ordinal)
            || name.StartsWith("Npgsql", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    // Reports are drawn from words and figures: the library knows neither what they mean nor where they are kept.
    [Fact]
    public void Reporting_references_only_the_base_class_library_and_its_pdf_library() =>
        Assert.DoesNotContain(ForeignReferences("Reporting"), name => !name.StartsWith("PdfSharp", StringComparison.Ordinal));

    // Names of the same library carry the AGPL in later versions.
    [Fact]
    public void The_pdf_library_stays_at_its_last_free_version() => Assert.Contains(
        "<PackageVersion Include=\"PDFsharp\" Version=\"[6.2.4]\" />",
        File.ReadAllText(Path.Combine(Platform.Root.FullName, "Directory.Packages.props")), StringComparison.Ordinal);

    [Fact]
    public void Only_one_project_knows_the_pdf_library() => Dependencies.AreEmpty(
        Dependencies.Of(type => !Dependencies.InSpace(type.FullName, "Ledger.Reporting")).Where(pair => Dependencies.InSpace(pair.Used, "PdfSharp")));

    [Theory]
    [MemberData(nameof(EventSourced))]
    public void A_domain_knows_only_rules_and_the_base_class_library(string service) => Dependencies.AreEmpty(
        Dependencies.Of(type => Dependencies.InSpace(type.FullName, $"Ledger.{service}.Domain"))
            .Where(pair => !pair.Used.StartsWith("System.", StringComparison.Ordinal)
                && !Dependencies.InSpace(pair.Used, "Ledger.Rules") && !Dependencies.InSpace(pair.Used, $"Ledger.{service}.Domain")
                && !pair.Used.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal) && !pair.Used.StartsWith('<')));

    [Theory]
    [MemberData(nameof(EventSourced))]
    public void A_domain_has_no_clock_no_randomness_no_new_ids_and_no_input_or_output(string service)
    {
        var calls = from type in Platform.Code.Types
                    where Dependencies.InSpace(type.FullName, $"Ledger.{service}.Domain")
                    from dependency in type.Dependencies.OfType<ArchUnitNET.Domain.Dependencies.MethodCallDependency>()
                    let member = $"{dependency.Target.FullName}.{dependency.TargetMember.Name}"
                    where Impure.Any(impure => member.StartsWith(impure, StringComparison.Ordinal))
                    select (type.FullName, member);
        Dependencies.AreEmpty(calls);
    }

    private static readonly string[] Impure =
    [
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeProvider.", "System.Random.", "System.IO.", "System.Net.",
        "System.Environment.", "System.Security.Cryptography.RandomNumberGenerator", "System.Threading.Thread.", "System.Threading.Tasks.Task.Run",
        "System.Diagnostics.Stopwatch", "System.Console.",
    ];

    [Theory]
    [MemberData(nameof(AllServices))]
    public void A_service_never_references_another_service(string service)
    {
        var others = Platform.Services.Where(other => other != service).Select(other => Platform.Assembly(other).GetName().Name);
        var references = Platform.Assembly(service).GetReferencedAssemblies().Select(reference => reference.Name);
        Assert.Empty(references.Intersect(others));
        Assert.DoesNotContain(Platform.Services.Where(other => other != service), other =>
            File.ReadAllText(Project(service)).Contains($"{other}/Ledger.{other}.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_one_project_knows_the_message_bus() => Dependencies.AreEmpty(
        Dependencies.Of(type => !Dependencies.InSpace(type.FullName, "Ledger.ServiceDefaults.RabbitMq"))
            .Where(pair => Dependencies.InSpace(pair.Used, "MassTransit") || Dependencies.InSpace(pair.Used, "RabbitMQ")));

    [Fact]
    public void Only_one_project_references_the_message_bus()
    {
        var projects = Platform.Root.EnumerateFiles("*.csproj", SearchOption.AllDirectories)
            .Where(project => !project.FullName.Contains($"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(project => File.ReadAllText(project.FullName).Contains("\"MassTransit", StringComparison.Ordinal))
            .Select(project => project.Name);
        Assert.Equal(["Ledger.ServiceDefaults.RabbitMq.csproj"], projects);
    }

    [Theory]
    [MemberData(nameof(EventSourced))]
    public void The_store_is_known_only_where_it_is_used(string service) => Dependencies.AreEmpty(
        Dependencies.Of(type => Dependencies.InSpace(type.FullName, $"Ledger.{service}")
                && !Dependencies.InSpace(type.FullName, $"Ledger.{service}.Features") && !Dependencies.InSpace(type.FullName, $"Ledger.{service}.Integration")
                && !type.FullName.EndsWith("Program", StringComparison.Ordinal))
            .Where(pair => Dependencies.InSpace(pair.Used, "Marten")));

    [Fact]
    public void Endpoints_and_consumers_never_publish() => Dependencies.AreEmpty(
        Dependencies.Of(type => !Dependencies.InSpace(type.FullName, "Ledger.ServiceDefaults.Outbox")
                && !Dependencies.InSpace(type.FullName, "Ledger.ServiceDefaults.RabbitMq")
                && !Dependencies.InSpace(type.FullName, "Ledger.ServiceDefaults.Messaging"))
            .Where(pair => pair.Used == "Ledger.ServiceDefaults.Messaging.IIntegrationEvents"));

    [Fact]
    public void The_frame_has_no_domain_words()
    {
        var words = new[] { "contribution", "appraisal", "valuation", "agreement", "settlement", "reserve", "waterfall", "risk", "distribution" };
        // What the frame does to contributions it does to every fact; the one exception is the names of the roles.
        var offending = Platform.Assembly("ServiceDefaults").GetTypes()
            .Where(type => type.Namespace?.StartsWith("Ledger.ServiceDefaults", StringComparison.Ordinal) ?? false)
            .Where(type => words.Any(word => type.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(type => type.FullName);
        Assert.Empty(offending);
    }

    [Fact]
    public void The_portal_opens_no_database_and_no_broker() => Dependencies.AreEmpty(
        Dependencies.Of(type => Dependencies.InSpace(type.FullName, "Ledger.Portal"))
            .Where(pair => new[] { "Npgsql", "Marten", "MassTransit", "RabbitMQ", "Ledger.ServiceDefaults" }.Any(space => Dependencies.InSpace(pair.Used, space))));

    // A witness is run by others: it trusts nothing of the platform but the pure library that both sides can read.
    [Fact]
    public void The_witness_knows_only_the_transparency_library() => Dependencies.AreEmpty(
        Dependencies.Of(type => Dependencies.InSpace(type.FullName, "Ledger.Witness"))
            .Where(pair => (pair.Used.StartsWith("Ledger.", StringComparison.Ordinal)
                    && !Dependencies.InSpace(pair.Used, "Ledger.Witness") && !Dependencies.InSpace(pair.Used, "Ledger.Transparency") && !Dependencies.InSpace(pair.Used, "Ledger.Canonical"))
                || new[] { "Npgsql", "Marten", "MassTransit", "RabbitMQ" }.Any(space => Dependencies.InSpace(pair.Used, space))));

    [Fact]
    public void The_command_line_knows_only_the_pure_libraries_and_http() => Dependencies.AreEmpty(
        Dependencies.Of(type => Dependencies.InSpace(type.FullName, "Ledger.Cli"))
            .Where(pair => pair.Used.StartsWith("Ledger.", StringComparison.Ordinal)
                && !Dependencies.InSpace(pair.Used, "Ledger.Cli") && !Dependencies.InSpace(pair.Used, "Ledger.Canonical")
                && !Pure.Any(pure => Dependencies.InSpace(pair.Used, $"Ledger.{pure}"))));

    // HotCold needs a lock package that the feed does not serve: every leadership poll would throw and nothing would ever run.
    [Fact]
    public void Nobody_uses_the_daemon_mode_or_the_calls_that_rewrite_history()
    {
        string[] forbidden = ["HotCold", "ApplyEventDataMasking", "CompactStreamAsync", "CompletelyReplaceEvent", "UseTenantPartitionedEvents", "AddGlobalProjection"];
        var files = Platform.Root.EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(Platform.Root.FullName, file.FullName).StartsWith("services", StringComparison.Ordinal)
                && !file.FullName.Contains("/obj/", StringComparison.Ordinal));
        var offending = from file in files
                        let text = File.ReadAllText(file.FullName)
                        from word in forbidden
                        where text.Contains(word, StringComparison.Ordinal)
                        select $"{file.Name}: {word}";
        Assert.Empty(offending);
    }

    [Fact]
    public void The_message_bus_stays_below_its_commercial_version()
    {
        var versions = File.ReadAllText(Path.Combine(Platform.Root.FullName, "Directory.Packages.props"));
        Assert.Contains("<PackageVersion Include=\"MassTransit.RabbitMQ\" Version=\"[8.5.12,9.0.0)\" />", versions, StringComparison.Ordinal);
        var bus = Platform.Assembly("ServiceDefaults.RabbitMq").GetReferencedAssemblies().Single(reference => reference.Name == "MassTransit");
        Assert.Equal(8, bus.Version!.Major);
    }

    private static string Project(string service) => Path.Combine(Platform.Root.FullName, "services", service, $"Ledger.{service}.csproj");

    private static IEnumerable<string> ForeignReferences(string project) => Platform.Assembly(project).GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard" or "mscorlib"));
}
