# Stays alive and builds one site after another with the real Jekyll: loading Jekyll costs more than a small site.
# One JSON line in, {"source": …, "destination": …, "flags": {…}, "files": […]}; one JSON line out, {"error": null or text}.
# Every site is built in a child of its own, so that plugins, caches and the time zone of one never reach the next.
require "json"
require "jekyll"
require "kramdown"
require "kramdown-parser-gfm"
require "rouge"
require "jekyll-sass-converter"
Jekyll.logger.log_level = :error
Kramdown::Document.new("# a\n\n~~~ ruby\n1\n~~~\n", input: "GFM").to_html

# With "keep_going" a page whose Liquid fails holds this text, and the others are still built, as blogtool does it.
module KeepGoing
  def run
    super
  rescue StandardError, SystemStackError, ScriptError => error
    "FAILED: #{error.message}"
  end
end

def build(order)
  Jekyll::Renderer.prepend(KeepGoing) if order["keep_going"]
  options = order.fetch("flags").merge(
    "source" => order.fetch("source"), "destination" => order.fetch("destination"),
    "disable_disk_cache" => true, "quiet" => true
  )
  files = order.fetch("files")
  options["config"] = files unless files.empty?
  Dir.chdir(order.fetch("source"))
  Jekyll::Commands::Build.process(options)
  nil
rescue Exception => error # rubocop:disable Lint/RescueException
  "#{error.class}: #{error.message}"
end

STDOUT.sync = true
STDIN.each_line do |line|
  order = JSON.parse(line)
  reader, writer = IO.pipe
  child = fork do
    reader.close
    log = File.open(File::NULL, "w")
    STDOUT.reopen(log)
    STDERR.reopen(log)
    answer = build(order)
    writer.write(JSON.generate("error" => answer&.scrub))
    writer.close
    exit!(0)
  end
  writer.close
  answer = reader.read
  reader.close
  Process.wait(child)
  STDOUT.puts(answer.empty? ? JSON.generate("error" => "the child died") : answer)
end
